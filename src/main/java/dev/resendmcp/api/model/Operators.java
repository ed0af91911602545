package dev.resendmcp.api.model;

import dev.resendmcp.api.wire.Scalar;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a condition compares a field and a value. Resend adds operators, so that other words than the known ones pass. */
final class Operators {
    /** What clients see. */
    static final String KNOWN =
            "eq, neq, gt, gte, lt, lte, contains, not_contains, starts_with, ends_with, exists, is_empty,"
                    + " is_not_empty, in_last, not_in_last.";

    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(?:\\.\\d{1,20})?");
    private static final Map<String, Operand> OPERANDS = Map.ofEntries(
            Map.entry("eq", Operand.SOME),
            Map.entry("neq", Operand.SOME),
            Map.entry("gt", Operand.NUMBER),
            Map.entry("gte", Operand.NUMBER),
            Map.entry("lt", Operand.NUMBER),
            Map.entry("lte", Operand.NUMBER),
            Map.entry("contains", Operand.TEXT),
            Map.entry("not_contains", Operand.TEXT),
            Map.entry("starts_with", Operand.TEXT),
            Map.entry("ends_with", Operand.TEXT),
            Map.entry("in_last", Operand.SOME),
            Map.entry("not_in_last", Operand.SOME),
            Map.entry("exists", Operand.NONE),
            Map.entry("is_empty", Operand.NONE),
            Map.entry("is_not_empty", Operand.NONE));

    private Operators() {}

    /** The value as the operator takes it: a number as text is a number where only numbers are compared. */
    static Optional<Scalar> read(String operator, Optional<Scalar> value) {
        if (value == null || operator == null || OPERANDS.get(operator) != Operand.NUMBER) {
            return value;
        }
        return value.map(given -> given.value() instanceof String text
                        && NUMBER.matcher(text.strip()).matches()
                ? new Scalar(new BigDecimal(text.strip()))
                : given);
    }

    /** Throws {@link IllegalArgumentException} unless the operator takes this value. */
    static void check(String operator, Optional<Scalar> value) {
        if (!WORD.matcher(operator).matches()) {
            throw new IllegalArgumentException("operator must be one of " + KNOWN);
        }
        Operand operand = OPERANDS.getOrDefault(operator, Operand.ANY);
        if (!operand.takes(value)) {
            throw new IllegalArgumentException("operator %s needs %s".formatted(operator, operand.words));
        }
    }

    /** What an operator compares with. */
    private enum Operand {
        ANY("a value or none"),
        SOME("a value, which may be null"),
        NUMBER("a number as value"),
        TEXT("text as value"),
        NONE("no value");

        private final String words;

        Operand(String words) {
            this.words = words;
        }

        private boolean takes(Optional<Scalar> value) {
            Object given = value == null ? null : value.map(Scalar::value).orElse(null);
            return switch (this) {
                case ANY -> true;
                case SOME -> value != null;
                case NUMBER -> given instanceof Number;
                case TEXT -> given instanceof String;
                case NONE -> value == null;
            };
        }
    }
}
