package dev.resendmcp.access.mail;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that travels with a mail.
 *
 * @param where the argument that names it, such as {@code attachments[0]}
 * @param name file name; empty if there is none
 * @param type MIME type as given, if it is
 * @param bytes size as a file; empty if it is unknown
 */
public record MailFile(String where, String name, Optional<String> type, OptionalLong bytes) {}
