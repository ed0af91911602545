package dev.resendmcp.api.wire;

/**
 * A part of a {@code multipart/form-data} body.
 *
 * @param name of the field
 * @param fileName null for a plain field
 * @param mediaType without a charset; the text is sent in UTF-8
 * @param text its content
 */
public record FormPart(String name, String fileName, String mediaType, String text) {}
