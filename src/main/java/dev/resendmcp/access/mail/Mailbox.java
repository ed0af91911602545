package dev.resendmcp.access.mail;

import com.google.common.base.CharMatcher;
import java.util.List;
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
    private static final CharMatcher AT = CharMatcher.is('@');

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

    /** How many recipients these are: too many rather than too few, if a text is not exactly one address. */
    public static int count(List<Mailbox> mailboxes) {
        return mailboxes.stream().mapToInt(Mailbox::mostRecipients).sum();
    }

    private int mostRecipients() {
        return address().isPresent() ? 1 : Math.max(1, AT.countIn(text));
    }
}
