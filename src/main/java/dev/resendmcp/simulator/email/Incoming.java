package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.domain.DomainModule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Mail that the account sends to itself: it arrives in inboxes and at domains that receive. */
final class Incoming {
    private static final Attachments SENT = new Attachments(EmailModule.TYPE);
    private static final Attachments RECEIVED = new Attachments(ReceivedEmailModule.TYPE);

    /** Inboxes by address; their module builds on this one. */
    private static final ResourceType INBOXES =
            ResourceType.of("inboxes", "inbox").alsoNamedBy("email_address");

    private Incoming() {}

    /** Takes in a delivered email if a recipient is an inbox, or at a domain of this account that receives. */
    static void arrive(Store store, ObjectNode sent, Instant now) {
        List<String> received = Stream.of("to", "cc", "bcc")
                .flatMap(field -> EmailRules.texts(sent.get(field)).stream())
                .map(EmailRules::address)
                .filter(to ->
                        store.find(INBOXES, to).isPresent() || DomainModule.receives(store, EmailRules.domain(to)))
                .toList();
        if (received.isEmpty()) {
            return;
        }
        ObjectNode email = sent.deepCopy().retain("object", "from", "to", "cc", "reply_to", "subject", "html", "text");
        email.put("id", UUID.randomUUID().toString())
                .put("created_at", now.toString())
                .put("message_id", sent.get("message_id").textValue());
        email.putArray("bcc");
        received.forEach(email.putArray("received_for")::add);
        email.putObject("headers").put("mime-version", "1.0");
        ArrayNode files = email.putArray("attachments");
        for (ObjectNode file : SENT.of(store, Json.id(sent))) {
            ObjectNode copy = RECEIVED.copy(store, Json.id(email), file);
            files.add(copy.deepCopy().without("object"));
        }
        store.add(ReceivedEmailModule.TYPE, email);
        ObjectNode data = email.deepCopy();
        data.set("email_id", data.remove("id"));
        store.happened("email.received", data.without(List.of("object", "html", "text", "headers", "reply_to")));
    }
}
