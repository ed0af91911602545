package dev.resendmcp.simulator.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.contact.ContactModule;
import dev.resendmcp.simulator.contact.ContactSegmentModule;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.email.EmailModule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the steps of an automation do to the contact of the event, and whether their conditions hold. */
final class StepActions {
    private StepActions() {}

    /** Performs a step that does not wait; throws an {@link ApiException} if it fails. */
    static void perform(Store store, JsonNode step, ObjectNode event, Instant now) {
        JsonNode config = step.get("config");
        switch (step.get("type").textValue()) {
            case "send_email" -> EmailModule.sendTemplate(store, email(store, config, event), now);
            case "add_to_segment" ->
                ContactSegmentModule.join(
                        store, contact(store, event), config.path("segment_id").asText(), now);
            case "contact_delete" -> store.remove(ContactModule.TYPE, Json.id(contact(store, event)));
            case "contact_update" -> {
                ObjectNode contact = contact(store, event);
                for (Map.Entry<String, JsonNode> field : config.properties()) {
                    contact.set(field.getKey(), value(store, field.getValue(), event));
                }
            }
            default -> {}
        }
    }

    private static ObjectNode email(Store store, JsonNode config, ObjectNode event) {
        ObjectNode email = Json.object();
        email.set("to", event.get("email"));
        for (String field : new String[] {"from", "subject", "reply_to", "topic_id"}) {
            if (config.hasNonNull(field)) {
                email.set(field, config.get(field));
            }
        }
        JsonNode template = config.path("template").deepCopy();
        if (template.path("variables") instanceof ObjectNode variables) {
            variables.properties().forEach(each -> each.setValue(value(store, each.getValue(), event)));
        }
        return email.set("template", template);
    }

    private static ObjectNode contact(Store store, ObjectNode event) {
        return store.find(ContactModule.TYPE, event.get("email").textValue())
                .orElseThrow(() -> ApiException.notFound("Contact"));
    }

    /** A literal, or what a reference such as {@code {"var": "event.plan"}} leads to. */
    private static JsonNode value(Store store, JsonNode given, ObjectNode event) {
        return given.has("var") ? field(store, given.get("var").asText(), event) : given;
    }

    private static JsonNode field(Store store, String path, ObjectNode event) {
        Optional<ObjectNode> contact =
                store.find(ContactModule.TYPE, event.get("email").textValue());
        if (path.startsWith("contact.")) {
            String name = path.substring("contact.".length());
            JsonNode of = contact.map(JsonNode.class::cast).orElse(MissingNode.getInstance());
            return of.has(name) ? of.get(name) : of.path("properties").path(name);
        }
        return event.path("payload")
                .at("/" + path.replaceFirst("^event\\.(payload\\.)?", "").replace('.', '/'));
    }

    static boolean holds(Store store, JsonNode rule, ObjectNode event) {
        return switch (rule.path("type").asText("rule")) {
            case "and" -> rule.path("rules").valueStream().allMatch(each -> holds(store, each, event));
            case "or" -> rule.path("rules").valueStream().anyMatch(each -> holds(store, each, event));
            default -> compare(rule, field(store, rule.path("field").asText(), event));
        };
    }

    private static boolean compare(JsonNode rule, JsonNode actual) {
        JsonNode wanted = rule.path("value");
        String text = actual.asText();
        double number = actual.asDouble();
        return switch (rule.path("operator").asText()) {
            case "eq" -> text.equals(wanted.asText());
            case "neq" -> !text.equals(wanted.asText());
            case "gt" -> number > wanted.asDouble();
            case "gte" -> number >= wanted.asDouble();
            case "lt" -> number < wanted.asDouble();
            case "lte" -> number <= wanted.asDouble();
            case "contains" -> text.contains(wanted.asText());
            case "not_contains" -> !text.contains(wanted.asText());
            case "starts_with" -> text.startsWith(wanted.asText());
            case "ends_with" -> text.endsWith(wanted.asText());
            case "exists" -> !actual.isMissingNode();
            case "is_empty" -> text.isEmpty();
            default -> !text.isEmpty();
        };
    }
}
