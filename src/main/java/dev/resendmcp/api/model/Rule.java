package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.wire.Scalar;
import dev.resendmcp.api.wire.WireTypes;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;

/**
 * A condition on a contact or an event: a comparison, or several conditions joined.
 *
 * @param field what is compared, such as {@code event.plan}
 * @param operator how, in Resend's word
 * @param value what it is compared with; an empty one is null
 * @param rules the conditions that {@code and} or {@code or} joins
 */
public record Rule(
        @NotNull Type type,
        String field,
        @JsonPropertyDescription(Operators.KNOWN) String operator,
        Optional<Scalar> value,
        Conditions rules) {

    /** Refuses fields that do not make a condition. */
    public Rule {
        value = Operators.read(operator, value);
        check(type, field, operator, value, rules);
    }

    /** Throws {@link IllegalArgumentException} with the rule that is broken. */
    static void check(Type type, String field, String operator, Optional<Scalar> value, Conditions rules) {
        if (type == Type.RULE) {
            require(field != null && operator != null && rules == null, "type rule needs field and operator, no rules");
            Operators.check(operator, value);
        } else {
            require(
                    type != null && rules != null && field == null && operator == null && value == null,
                    "a condition has type rule with field and operator, or type and / or with rules only");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * Conditions that are joined. Their schema is not repeated: each is checked here.
     *
     * @param rules 1 or more
     */
    @WireTypes("array")
    public record Conditions(@JsonValue List<Rule> rules) {
        /** Refuses an empty list. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Conditions {
            if (rules.isEmpty() || rules.contains(null)) {
                throw new IllegalArgumentException("rules must be one or more conditions");
            }
            rules = List.copyOf(rules);
        }
    }

    /** Whether this compares or joins. */
    public enum Type {
        RULE,
        AND,
        OR;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
