package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.contact.SuppressionModule;
import dev.resendmcp.simulator.contact.TopicModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sends checked emails, at once or at their time. The recipient determines what becomes of an email, and at once. */
public final class Outbox {
    private static final Attachments ATTACHMENTS = new Attachments(EmailModule.TYPE);
    private static final Pattern TEST_RECIPIENT =
            Pattern.compile("(delivered|bounced|complained)(?:\\+[^@]*)?@resend\\.dev|(suppressed)@resend\\.dev");

    private Outbox() {}

    /**
     * Keeps an email and sends it, unless it has a time.
     *
     * @param email fields of {@code POST /emails}, and {@code broadcast_id} for one of a broadcast
     * @return the stored email; not a copy
     */
    public static ObjectNode send(Store store, ObjectNode email, Instant now) {
        String id = UUID.randomUUID().toString();
        ObjectNode item = Json.object()
                .put("object", EmailModule.TYPE.object())
                .put("id", id)
                .put("created_at", ApiRequest.timestamp(now))
                .put("message_id", "<%s@sandbox.resend.dev>".formatted(id));
        for (String field : List.of("from", "subject", "html", "text")) {
            item.put(field, email.path(field).textValue());
        }
        for (String field : List.of("to", "cc", "bcc", "reply_to")) {
            ArrayNode addresses = item.putArray(field);
            EmailRules.texts(email.path(field)).forEach(addresses::add);
        }
        for (String field : List.of("tags", "topic_id", "template", "broadcast_id")) {
            if (email.hasNonNull(field)) {
                item.set(field, email.get(field).deepCopy());
            }
        }
        store.add(EmailModule.TYPE, item.putNull("scheduled_at"));
        email.path("attachments").forEach(attachment -> ATTACHMENTS.add(store, id, attachment));
        if (email.hasNonNull("scheduled_at")) {
            schedule(store, item, SendingTime.of(email.get("scheduled_at").textValue(), now));
            happened(store, item, "scheduled", now);
        } else {
            deliver(store, item, now);
        }
        return item;
    }

    /** Sets or changes the time of an email. */
    static void schedule(Store store, ObjectNode item, Instant at) {
        String time = at.toString();
        item.put("last_event", "scheduled").put("scheduled_at", time);
        store.later(at, now -> {
            boolean valid = item.get("last_event").textValue().equals("scheduled")
                    && item.path("scheduled_at").asText().equals(time);
            if (valid && store.find(EmailModule.TYPE, Json.id(item)).isPresent()) {
                deliver(store, item, now);
            }
        });
    }

    private static void deliver(Store store, ObjectNode item, Instant now) {
        String fate = fate(store, item);
        item.put("last_event", fate);
        if (!List.of("suppressed", "failed").contains(fate)) {
            happened(store, item, "sent", now);
        }
        if (fate.equals("complained")) {
            happened(store, item, "delivered", now);
        }
        happened(store, item, fate, now);
        if (fate.equals("delivered")) {
            Incoming.arrive(store, item, now);
        }
    }

    /** The first recipient with a fate of its own determines it for all. */
    private static String fate(Store store, ObjectNode email) {
        List<String> addresses = Stream.of("to", "cc", "bcc")
                .flatMap(field -> EmailRules.texts(email.get(field)).stream())
                .map(EmailRules::address)
                .toList();
        if (email.hasNonNull("topic_id")
                && addresses.stream()
                        .noneMatch(to -> TopicModule.wants(
                                store, to, email.get("topic_id").textValue()))) {
            return "failed";
        }
        List<String> fates = new ArrayList<>();
        for (String address : addresses) {
            Matcher test = TEST_RECIPIENT.matcher(address);
            if (test.matches()) {
                fates.add(test.group(1) == null ? test.group(2) : test.group(1));
            } else if (SuppressionModule.isSuppressed(store, address)) {
                fates.add("suppressed");
            }
        }
        return fates.isEmpty() ? "delivered" : fates.get(0);
    }

    private static void happened(Store store, ObjectNode email, String event, Instant now) {
        store.note(Json.id(email), event, now);
        ObjectNode data = Json.object().put("created_at", now.toString()).put("email_id", Json.id(email));
        for (String field : List.of("message_id", "from", "to", "subject", "broadcast_id")) {
            if (email.has(field)) {
                data.set(field, email.get(field));
            }
        }
        if (email.has("template")) {
            data.set("template_id", email.at("/template/id"));
        }
        if (email.has("tags")) {
            ObjectNode tags = data.putObject("tags");
            for (JsonNode tag : email.get("tags")) {
                tags.set(tag.get("name").textValue(), tag.get("value"));
            }
        }
        switch (event) {
            case "bounced" ->
                data.putObject("bounce")
                        .put("message", "The recipient's mail server rejected the email.")
                        .put("subType", "General")
                        .put("type", "Permanent");
            case "suppressed" ->
                data.putObject("suppressed")
                        .put("message", "The address is on the suppression list.")
                        .put("type", "OnAccountSuppressionList");
            case "failed" -> data.putObject("failed").put("reason", "The contact unsubscribed from the topic.");
            default -> {}
        }
        store.happened("email." + event, data);
    }
}
