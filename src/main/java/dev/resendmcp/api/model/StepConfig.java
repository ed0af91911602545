package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.MAILBOX;
import static dev.resendmcp.api.constraint.TextFormat.PROPERTY_KEY;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;
import static dev.resendmcp.api.constraint.TextFormat.VARIABLE_NAME;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.Scalar;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.api.wire.WireTypes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a step of an automation needs. The fields of all types of step stand side by side, which keeps the published
 * schema short; {@link Step} sees to it that only those of its type are given.
 *
 * @param eventName event that starts the automation or is waited for
 * @param duration how long to wait, in words
 * @param timeout how long to wait for the event at most, in words
 * @param type with field, operator, value and rules a condition, as a {@link Rule}
 */
public record StepConfig(
        @Size(min = 1) String eventName,

        @Size(min = 1) @JsonPropertyDescription("Such as \"30 minutes\"; at most 30 days.")
        String duration,

        @Size(min = 1) @JsonPropertyDescription("Such as \"1 hour\".")
        String timeout,

        @JsonPropertyDescription("Condition on the awaited event: type rule with field, operator and value (none for"
                + " exists, is_empty, is_not_empty), or type and / or with rules.")
        Rule filterRule,

        @Valid @JsonPropertyDescription("Published template.")
        Template template,

        @Format(MAILBOX) String from,
        @Format(SINGLE_LINE) String subject,
        @Format(MAILBOX) String replyTo,
        @Size(min = 1) String topicId,
        @Size(min = 1) String segmentId,

        @JsonPropertyDescription("Text, null to clear, or {\"var\": \"event.field\"}; so for all contact fields.")
        Optional<TextOrField> firstName,

        Optional<TextOrField> lastName,
        FlagOrField unsubscribed,
        @JsonPropertyDescription("By key.") Map<@Format(PROPERTY_KEY) String, ScalarOrField> properties,
        Rule.Type type,
        String field,
        @JsonPropertyDescription("As in filter_rule.") String operator,
        Optional<Scalar> value,
        @JsonPropertyDescription("Each as filter_rule.") Rule.Conditions rules) {

    private static final ObjectMapper WIRE = WireFormat.mapper();

    /** Takes a number as text for a number where only numbers are compared. */
    public StepConfig {
        value = Operators.read(operator, value);
    }

    /** Wire names of the fields that are there. */
    Set<String> given() {
        Set<String> names = new LinkedHashSet<>();
        WIRE.valueToTree(this).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Throws {@link IllegalArgumentException} unless the fields of a condition make one. */
    void checkCondition() {
        Rule.check(type, field, operator, value, rules);
    }

    /**
     * A published template and the values of its variables.
     *
     * @param id id or alias
     */
    public record Template(
            @NotBlank @JsonPropertyDescription("Id or alias.")
            String id,

            @JsonPropertyDescription("By variable name; {\"var\": \"event.field\"} takes a value from the event.")
            Map<@Format(VARIABLE_NAME) String, @NotNull Object> variables) {}

    /** Text, or a map from {@code var} to the name of a field of the event that holds it. */
    @WireTypes({"string", "object"})
    public record TextOrField(@JsonValue Object value) {
        /** Refuses everything else. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public TextOrField {
            require(value instanceof String, value, "text");
        }
    }

    /** True, false, or the same reference. */
    @WireTypes({"boolean", "object"})
    public record FlagOrField(@JsonValue Object value) {
        /** Refuses everything else. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public FlagOrField {
            require(value instanceof Boolean, value, "true, false");
        }
    }

    /** A value of a contact property, or the same reference. Where one is wanted {@code null} clears the property. */
    @WireTypes({"string", "number", "boolean", "null", "object"})
    public record ScalarOrField(@JsonValue Object value) {
        /** Refuses everything else. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ScalarOrField {
            boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
            require(scalar, value, "text, a number, true, false");
        }
    }

    private static void require(boolean plain, Object value, String kinds) {
        boolean reference = value instanceof Map<?, ?> map && map.size() == 1 && map.get("var") instanceof String;
        if (!plain && !reference) {
            throw new IllegalArgumentException("must be " + kinds + " or {\"var\": name of a field}");
        }
    }
}
