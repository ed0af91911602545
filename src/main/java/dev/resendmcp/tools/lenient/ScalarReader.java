package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers and booleans. */
final class ScalarReader {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0|[1-9]\\d{0,20})(?:\\.\\d{1,20})?(?:[eE][+-]?\\d{1,2})?");
    private static final int MOST_DIGITS = 20;

    private ScalarReader() {}

    /** The number or boolean that a text can only mean; empty if it means none. */
    static Optional<JsonNode> ofText(String text, ValueSchema schema, Reading reading) {
        String bare = text.length() > 2 * MOST_DIGITS ? "" : text.strip();
        if (schema.takes("boolean") && (bare.equalsIgnoreCase("true") || bare.equalsIgnoreCase("false"))) {
            reading.coerced(Coercion.BOOLEAN_TEXT);
            return Optional.of(BooleanNode.valueOf(bare.toLowerCase(Locale.ROOT).equals("true")));
        }
        boolean integer = schema.takes("integer");
        if ((integer || schema.takes("number")) && NUMBER.matcher(bare).matches()) {
            reading.coerced(Coercion.NUMBER_TEXT);
            BigDecimal number = new BigDecimal(bare);
            return Optional.of(integer(number)
                    .filter(any -> integer || number.scale() == 0)
                    .orElseGet(() -> DecimalNode.valueOf(number)));
        }
        return Optional.empty();
    }

    /** A number in the spelling that its type has. */
    static JsonNode ofNumber(JsonNode number, String name, ValueSchema schema, Reading reading) {
        if (schema.takes("integer") && !number.isIntegralNumber()) {
            Optional<JsonNode> whole = integer(number.decimalValue());
            whole.ifPresent(any -> reading.coerced(Coercion.INTEGER_SPELLING));
            return whole.orElse(number);
        }
        boolean text = schema.takes("string") && !schema.takes("number") && !schema.takes("integer");
        // A number as a time could be seconds, milliseconds or a year.
        if (text && !Meaning.isTime(name) && plain(number)) {
            reading.coerced(Coercion.TEXT_NUMBER);
            return TextNode.valueOf(
                    number.isIntegralNumber()
                            ? number.asText()
                            : number.decimalValue().toPlainString());
        }
        return number;
    }

    private static boolean plain(JsonNode number) {
        return Math.abs((long) number.decimalValue().scale()) <= MOST_DIGITS
                && number.decimalValue().precision() <= MOST_DIGITS;
    }

    /** Empty if the number has a fraction or too many digits. */
    private static Optional<JsonNode> integer(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS
                || number.stripTrailingZeros().scale() > 0) {
            return Optional.empty();
        }
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() < Integer.SIZE) {
            return Optional.of(JsonNodeFactory.instance.numberNode(whole.intValue()));
        }
        return Optional.of(
                whole.bitLength() < Long.SIZE
                        ? JsonNodeFactory.instance.numberNode(whole.longValue())
                        : JsonNodeFactory.instance.numberNode(whole));
    }
}
