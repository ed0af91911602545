package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mailboxes in extra headers of a mail, which may name recipients and senders beside the arguments for them. */
final class MailHeaders {
    private static final Map<String, Role> ROLES = Map.ofEntries(
            Map.entry("to", Role.TO),
            Map.entry("resent-to", Role.TO),
            Map.entry("apparently-to", Role.TO),
            Map.entry("x-to", Role.TO),
            Map.entry("envelope-to", Role.TO),
            Map.entry("x-envelope-to", Role.TO),
            Map.entry("x-rcpt-to", Role.TO),
            Map.entry("delivered-to", Role.TO),
            Map.entry("cc", Role.CC),
            Map.entry("resent-cc", Role.CC),
            Map.entry("x-cc", Role.CC),
            Map.entry("bcc", Role.BCC),
            Map.entry("resent-bcc", Role.BCC),
            Map.entry("x-bcc", Role.BCC),
            Map.entry("from", Role.FROM),
            Map.entry("resent-from", Role.FROM),
            Map.entry("sender", Role.FROM),
            Map.entry("resent-sender", Role.FROM),
            Map.entry("x-sender", Role.FROM),
            Map.entry("x-from", Role.FROM),
            Map.entry("envelope-from", Role.FROM),
            Map.entry("x-envelope-from", Role.FROM),
            Map.entry("return-path", Role.FROM),
            Map.entry("errors-to", Role.FROM));

    /** One mailbox of a list: quoted strings, comments and brackets may hold commas. */
    private static final Pattern ENTRY =
            Pattern.compile("(?s)(?:\"(?:[^\"\\\\]|\\\\.)*+\"|\\((?:[^()\\\\]|\\\\.)*+\\)|<[^<>]*+>|[^,])++");

    private MailHeaders() {}

    /** Recipients in headers of these names; a text that is no list of mailboxes is one, unreadable, mailbox. */
    static List<Mailbox> recipients(String where, JsonNode headers) {
        return find(where, headers, false);
    }

    /** Senders likewise. */
    static List<Mailbox> senders(String where, JsonNode headers) {
        return find(where, headers, true);
    }

    private static List<Mailbox> find(String where, JsonNode headers, boolean senders) {
        List<Mailbox> found = new ArrayList<>();
        headers.properties().forEach(header -> {
            Role role = role(header.getKey());
            if (role != null && (role == Role.FROM) == senders) {
                String name = where + "headers." + header.getKey().strip();
                for (Matcher entry = ENTRY.matcher(header.getValue().asText()); entry.find(); ) {
                    found.add(new Mailbox(name, role, entry.group()));
                }
            }
        });
        return found;
    }

    /** What a header of this name holds; null for no mailboxes. */
    static Role role(String name) {
        return ROLES.get(name.strip().toLowerCase(Locale.ROOT));
    }
}
