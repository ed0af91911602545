package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.List;

/**
 * Mail that automations send because of an event, to the contact that the event is about.
 *
 * @param arguments of {@code send_event}
 * @param lookup reads the address of the contact
 */
record EventMail(JsonNode arguments, Lookup lookup) implements Mail {
    @Override
    public List<Mailbox> recipients() {
        return List.of(Arguments.text(arguments.path("email"))
                .map(email -> new Mailbox("email", Role.TO, email))
                .orElseGet(() -> new Mailbox(
                        "the contact",
                        Role.TO,
                        lookup.read(
                                        "get_contact_by_id",
                                        "id",
                                        arguments.path("contact_id").asText())
                                .path("email")
                                .asText())));
    }

    @Override
    public int recipientCount() {
        return 1;
    }
}
