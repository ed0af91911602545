package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Mail from an inbox: a draft, a reply or a forward.
 *
 * @param arguments of the call
 * @param leaves whether it is sent
 * @param added recipients and files beside those of the arguments, looked up; in fields to, cc, bcc and attachments
 * @param lookup reads the address of the inbox
 */
record InboxMail(JsonNode arguments, boolean leaves, Supplier<ObjectNode> added, Lookup lookup) implements Mail {
    private static final String LOOKED_UP = "the email's ";

    @Override
    public List<Mailbox> recipients() {
        List<Mailbox> found = named();
        found.addAll(Arguments.recipients(LOOKED_UP, added.get()));
        return found;
    }

    @Override
    public int namedRecipients() {
        return Mailbox.count(named());
    }

    private List<Mailbox> named() {
        List<Mailbox> found = new ArrayList<>(Arguments.recipients("", arguments));
        found.addAll(MailHeaders.recipients("", arguments.path("headers")));
        return found;
    }

    @Override
    public List<Mailbox> senders() {
        List<Mailbox> found = new ArrayList<>(MailHeaders.senders("", arguments.path("headers")));
        found.add(new Mailbox("the address of the inbox", Role.FROM, address(arguments, lookup)));
        return found;
    }

    @Override
    public List<List<MailFile>> files() {
        List<MailFile> all = new ArrayList<>(Arguments.files("", arguments.path("attachments")));
        all.addAll(Arguments.files(LOOKED_UP, added.get().path("attachments")));
        return List.of(all);
    }

    /** The address of the inbox that a call names by id or by address. */
    static String address(JsonNode arguments, Lookup lookup) {
        String inbox = arguments.path("inbox_id").asText();
        return inbox.indexOf('@') >= 0
                ? inbox
                : lookup.read("get_inbox", "inbox_id", inbox)
                        .path("email_address")
                        .asText();
    }
}
