package dev.resendmcp.simulator.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.contact.ContactModule;
import dev.resendmcp.simulator.contact.ContactSegmentModule;
import dev.resendmcp.simulator.contact.TopicModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.email.Outbox;
import dev.resendmcp.simulator.email.Placeholders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends a broadcast: an email for each subscribed contact of its segment. */
final class BroadcastMails {
    private BroadcastMails() {}

    static void send(Store store, ObjectNode broadcast, Instant now) {
        broadcast.put("status", "sent").put("sent_at", ApiRequest.timestamp(now));
        for (ObjectNode contact : store.newestFirst(ContactModule.TYPE)) {
            if (isRecipient(store, broadcast, contact)) {
                ObjectNode email = Outbox.send(store, email(broadcast, contact), now);
                record(store, broadcast, contact, email.get("last_event").textValue());
            }
        }
    }

    private static boolean isRecipient(Store store, ObjectNode broadcast, ObjectNode contact) {
        String topic = broadcast.path("topic_id").textValue();
        return !contact.path("unsubscribed").asBoolean()
                && ContactSegmentModule.has(
                        store, contact, broadcast.get("segment_id").textValue())
                && (topic == null
                        || TopicModule.wants(store, contact.get("email").textValue(), topic));
    }

    private static ObjectNode email(ObjectNode broadcast, ObjectNode contact) {
        Map<String, String> values = values(contact);
        ObjectNode email = Json.object().put("broadcast_id", Json.id(broadcast));
        email.set("from", broadcast.get("from"));
        email.set("to", contact.get("email"));
        email.set("reply_to", broadcast.get("reply_to"));
        for (String field : List.of("subject", "html", "text")) {
            email.put(field, Placeholders.fill(broadcast.path(field).textValue(), values));
        }
        return email;
    }

    private static Map<String, String> values(ObjectNode contact) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : contact.path("properties").properties()) {
            values.put(property.getKey(), property.getValue().asText());
        }
        values.put("UNSUBSCRIBE_URL", "https://unsubscribe.sandbox.invalid/" + Json.id(contact));
        for (String field : List.of("first_name", "last_name", "email")) {
            String value = contact.hasNonNull(field) ? contact.get(field).textValue() : "";
            values.put(field.toUpperCase(Locale.ROOT), value);
            values.put("contact." + field, value);
        }
        return values;
    }

    private static void record(Store store, ObjectNode broadcast, ObjectNode contact, String fate) {
        boolean left = !List.of("suppressed", "failed").contains(fate);
        if (left) {
            recipient(store, broadcast, contact, "sent");
        }
        if (fate.equals("complained")) {
            recipient(store, broadcast, contact, "delivered");
        }
        ObjectNode last = recipient(store, broadcast, contact, fate);
        if (fate.equals("bounced")) {
            last.put("bounce_type", "permanent");
        }
    }

    private static ObjectNode recipient(Store store, ObjectNode broadcast, ObjectNode contact, String type) {
        ObjectNode row = Json.object()
                .put("id", type + "." + Json.id(contact))
                .put("contact_id", Json.id(contact))
                .put("email", contact.get("email").textValue())
                .put("type", type);
        store.add(BroadcastModule.RECIPIENTS, Json.id(broadcast), row);
        return row;
    }
}
