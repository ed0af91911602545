package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Lists;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Emails of {@code send_email} and {@code send_batch_emails}.
 *
 * @param emails each with what its arguments are called
 * @param lookup reads the senders of templates
 */
record Email(List<Part> emails, Lookup lookup) implements Mail {
    /** One email. */
    record Part(String where, JsonNode fields) {}

    static Email single(JsonNode arguments, Lookup lookup) {
        return new Email(List.of(new Part("", arguments)), lookup);
    }

    static Email batch(JsonNode arguments, Lookup lookup) {
        List<JsonNode> emails = Lists.newArrayList(arguments.path("emails"));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < emails.size(); i++) {
            parts.add(new Part("emails[" + i + "].", emails.get(i)));
        }
        return new Email(parts, lookup);
    }

    @Override
    public List<Mailbox> recipients() {
        List<Mailbox> found = new ArrayList<>();
        for (Part part : emails) {
            found.addAll(Arguments.recipients(part.where, part.fields));
            found.addAll(MailHeaders.recipients(part.where, part.fields.path("headers")));
        }
        return found;
    }

    @Override
    public List<Mailbox> senders() {
        List<Mailbox> found = new ArrayList<>();
        for (Part part : emails) {
            found.addAll(Templates.senders(part.where, part.fields, lookup));
            found.addAll(MailHeaders.senders(part.where, part.fields.path("headers")));
        }
        return found;
    }

    @Override
    public List<List<MailFile>> files() {
        return emails.stream()
                .map(part -> Arguments.files(part.where, part.fields.path("attachments")))
                .toList();
    }

    @Override
    public List<Optional<String>> departures() {
        return emails.stream()
                .map(part -> Arguments.text(part.fields.path("scheduled_at")))
                .toList();
    }

    /** The sender that a mail or template names itself, if it names one. */
    static List<Mailbox> from(String where, JsonNode fields) {
        return Arguments.text(fields.path("from")).map(text -> new Mailbox(where + "from", Role.FROM, text)).stream()
                .toList();
    }
}
