package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A step of an automation.
 *
 * @param key custom name by which connections refer to the step
 * @param config what the step needs, which depends on its type
 */
public record Step(
        @NotBlank @JsonPropertyDescription("Custom name, for connections.")
        String key,

        @NotNull Type type,

        @Valid
        @NotNull
        @JsonPropertyDescription(
                "Fields by type (? optional): trigger event_name; send_email template, from?, subject?,"
                        + " reply_to?, topic_id?; delay duration; wait_for_event event_name, timeout?, filter_rule?; condition"
                        + " as filter_rule; contact_update first_name?, last_name?, unsubscribed?, properties?; contact_delete"
                        + " none; add_to_segment segment_id.")
        StepConfig config) {

    /** Refuses a config that is not one of the type. */
    public Step {
        if (type != null && config != null) {
            type.check(config);
        }
    }

    /** What a step does. */
    public enum Type {
        TRIGGER("event_name", ""),
        SEND_EMAIL("template", "from, subject, reply_to, topic_id"),
        DELAY("duration", ""),
        WAIT_FOR_EVENT("event_name", "timeout, filter_rule"),
        CONDITION("type", "field, operator, value, rules"),
        CONTACT_UPDATE("", "first_name, last_name, unsubscribed, properties"),
        CONTACT_DELETE("", ""),
        ADD_TO_SEGMENT("segment_id", "");

        private final String required;
        private final String optional;

        Type(String required, String optional) {
            this.required = required;
            this.optional = optional;
        }

        private void check(StepConfig config) {
            Set<String> missing = names(required);
            missing.removeAll(config.given());
            Set<String> surplus = new HashSet<>(config.given());
            surplus.removeAll(names(required));
            surplus.removeAll(names(optional));
            if (!missing.isEmpty() || !surplus.isEmpty()) {
                throw new IllegalArgumentException("config of a step of type %s must have: %s; may have: %s"
                        .formatted(
                                this, required.isEmpty() ? "none" : required, optional.isEmpty() ? "none" : optional));
            }
            if (this == CONDITION) {
                config.checkCondition();
            }
        }

        private static Set<String> names(String list) {
            return list.isEmpty() ? new HashSet<>() : new HashSet<>(List.of(list.split(", ")));
        }

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
