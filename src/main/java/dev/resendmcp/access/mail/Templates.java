package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Templates, which may name a sender: those that a call writes or publishes, and those that a mail uses. */
final class Templates {
    private Templates() {}

    /**
     * The template that a call writes.
     *
     * @param fields of the template
     */
    record Written(JsonNode fields) implements Draft {
        @Override
        public List<Mailbox> senders() {
            return Email.from("", fields);
        }
    }

    /** The template that a call publishes. */
    record Published(JsonNode arguments, Lookup lookup) implements Draft {
        @Override
        public List<Mailbox> senders() {
            return of(arguments.path("id").asText(), lookup);
        }
    }

    /** Senders of a mail: its own, otherwise that of its template. */
    static List<Mailbox> senders(String where, JsonNode fields, Lookup lookup) {
        String template = fields.at("/template/id").asText();
        boolean named = fields.path("from").isTextual();
        return named || template.isEmpty() ? Email.from(where, fields) : of(template, lookup);
    }

    private static List<Mailbox> of(String template, Lookup lookup) {
        return Email.from("template.", lookup.read("get_template", "id", template));
    }
}
