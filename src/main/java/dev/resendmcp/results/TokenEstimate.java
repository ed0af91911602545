package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Estimates how many tokens a text costs, on the high side of what common tokenizers count: words are cheap, digits, signs and
 * runs without spaces, such as base64, are dear.
 */
final class TokenEstimate {
    private static final double LETTER = 0.27;
    private static final double SIGN = 0.55;
    private static final double RUN = 0.8;
    private static final double FOREIGN = 0.95;
    private static final int LONGEST_WORD = 24;
    private static final int ASCII = 128;
    private static final double NODE = 1.5;

    /** What each character costs outside of a long run. */
    private static final double[] COSTS = IntStream.range(0, ASCII)
            .mapToDouble(c -> Character.isLetter(c) || c == ' ' ? LETTER : SIGN)
            .toArray();

    private TokenEstimate() {}

    static double of(String text) {
        double sum = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = c <= ' ' ? 0 : run + 1;
            sum += cost(c, run);
        }
        return sum;
    }

    /** Tokens of a whole answer as JSON. */
    static double of(JsonNode node) {
        if (node.isTextual()) {
            return of(node.textValue()) + NODE;
        }
        if (node.isValueNode()) {
            return 2 * NODE;
        }
        double sum = NODE;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            sum += of(field.getKey()) + NODE + of(field.getValue());
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                sum += of(item);
            }
        }
        return sum;
    }

    /** The end of the part of a text, from a character on, that costs no more than that; never inside a surrogate pair. */
    static int end(String text, int from, double most) {
        double sum = 0;
        int run = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            run = c <= ' ' ? 0 : run + 1;
            sum += cost(c, run);
            if (sum > most) {
                return i > from && Character.isLowSurrogate(c) ? i - 1 : i;
            }
        }
        return text.length();
    }

    private static double cost(char c, int run) {
        if (c >= ASCII) {
            return FOREIGN;
        }
        return run > LONGEST_WORD ? RUN : COSTS[c];
    }
}
