package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
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
 * @param value what it is compared with; an empty one is null
 * @param rules the conditions that {@code and} or {@code or} joins
 */
public record Rule(@NotNull Type type, String field, Operator operator, Optional<Scalar> value, Conditions rules) {

    /** Refuses fields that do not make a condition. */
    public Rule {
        check(type, field, operator, value, rules);
    }

    /** Throws {@link IllegalArgumentException} with the rule that is broken. */
    static void check(Type type, String field, Operator operator, Optional<Scalar> value, Conditions rules) {
        if (type == Type.RULE) {
            require(field != null && operator != null && rules == null, "type rule needs field and operator, no rules");
            require(operator.takes(value), "operator %s needs %s".formatted(operator, operator.operand));
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

    /** How field and value are compared. */
    public enum Operator {
        EQ(Operand.ANY),
        NEQ(Operand.ANY),
        GT(Operand.NUMBER),
        GTE(Operand.NUMBER),
        LT(Operand.NUMBER),
        LTE(Operand.NUMBER),
        CONTAINS(Operand.TEXT),
        STARTS_WITH(Operand.TEXT),
        ENDS_WITH(Operand.TEXT),
        EXISTS(Operand.NONE),
        IS_EMPTY(Operand.NONE);

        private final Operand operand;

        Operator(Operand operand) {
            this.operand = operand;
        }

        private boolean takes(Optional<Scalar> value) {
            Object given = value == null ? null : value.map(Scalar::value).orElse(null);
            return switch (operand) {
                case ANY -> value != null;
                case NUMBER -> given instanceof Number;
                case TEXT -> given instanceof String;
                case NONE -> value == null;
            };
        }

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** What an operator compares with. */
    private enum Operand {
        ANY("a value, which may be null"),
        NUMBER("a number as value"),
        TEXT("text as value"),
        NONE("no value");

        private final String words;

        Operand(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
