package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Occurrence;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Payloads of webhook events, in the shapes that the official SDK declares. */
final class EventPayloads {
    /** The event types of the official Node.js SDK, version 6.38.0. */
    static final Set<String> TYPES = Set.of(
            "email.sent",
            "email.scheduled",
            "email.delivered",
            "email.delivery_delayed",
            "email.complained",
            "email.bounced",
            "email.opened",
            "email.clicked",
            "email.received",
            "email.failed",
            "email.suppressed",
            "contact.created",
            "contact.updated",
            "contact.deleted",
            "contact.topics.updated",
            "domain.created",
            "domain.updated",
            "domain.deleted",
            "suppression.added",
            "suppression.removed",
            "topic.created",
            "topic.updated",
            "topic.deleted",
            "inbox.created",
            "inbox.updated",
            "inbox.deleted",
            "inbox.thread.created",
            "inbox.thread.folder.updated",
            "inbox.thread.assigned",
            "inbox.thread.unassigned",
            "inbox.thread.labels.updated",
            "inbox.email.received",
            "inbox.email.sent",
            "inbox.draft.created",
            "inbox.draft.updated",
            "inbox.draft.sent",
            "inbox.draft.deleted");

    private EventPayloads() {}

    static ObjectNode of(Occurrence occurrence, Instant now) {
        ObjectNode payload = Json.object().put("type", occurrence.type()).put("created_at", now.toString());
        payload.set("data", data(occurrence, now));
        return payload;
    }

    private static ObjectNode data(Occurrence occurrence, Instant now) {
        ObjectNode data = occurrence.data().deepCopy();
        String type = occurrence.type();
        if (type.startsWith("inbox.draft.")) {
            return inbox(data.remove(ApiRequest.OWNER).textValue())
                    .put("draft_id", Json.id(data))
                    .set("draft", data.without(List.of("html", "text")));
        }
        if (type.matches("inbox\\.(created|updated|deleted)")) {
            ObjectNode base = inbox(Json.id(data));
            return type.equals("inbox.deleted") ? base : base.set("inbox", data.without("agent"));
        }
        data.remove("object");
        if (type.matches("contact\\.(created|updated|deleted)")) {
            data.remove("properties");
            data.put("updated_at", ApiRequest.timestamp(now));
        }
        if (type.startsWith("topic.")) {
            data.put("deleted", type.endsWith("deleted")).put("updated_at", ApiRequest.timestamp(now));
        }
        return type.startsWith("domain.")
                ? data.retain("id", "name", "status", "created_at", "region", "records")
                : data;
    }

    private static ObjectNode inbox(String id) {
        return Json.object().put("source", "api").put("inbox_id", id);
    }
}
