package dev.resendmcp.simulator.core;

/**
 * A file behind a download link.
 *
 * @param content its bytes; nobody may change them
 * @param contentType its MIME type
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a file may have 40 MB
public record StoredFile(byte[] content, String contentType) {}
