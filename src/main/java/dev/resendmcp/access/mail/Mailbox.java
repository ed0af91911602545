package dev.resendmcp.access.mail;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox that a call names.
 *
 * @param where the argument that names it, such as {@code emails[3].to[0]}; holds no address
 * @param role what it is of the mail
 * @param text as given, perhaps not readable as one address
 */
public record Mailbox(String where, Role role, String text) {
    /** What a mailbox is of a mail. */
    public enum Role {
        FROM,
        TO,
        CC,
        BCC;

        /** Name of the argument. */
        String field() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The address; empty if the text is not exactly one. */
    public Optional<MailAddress> address() {
        return MailAddress.parse(text);
    }
}
