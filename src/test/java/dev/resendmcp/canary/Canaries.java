package dev.resendmcp.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marked values. All of them begin alike, so that one search finds each of them, also in base64. */
final class Canaries {
    /** Beginning of keys, tokens and passwords of the service itself. */
    static final String SECRET = "cnrysec";

    /** Beginning of keys that Resend creates for a caller. */
    static final String GRANTED = "cnrygrant";

    /** Beginning of what callers send: addresses, names, contents. */
    static final String PERSONAL = "cnrypii";

    /** Beginning of names that no tool has, which errors may repeat to their caller. */
    static final String NAME = "cnryname";

    /** Names of arguments that take any text. */
    private static final Set<String> TEXTS = Set.of(
            "company",
            "content_id",
            "description",
            "fallback_value",
            "file",
            "filename",
            "first_name",
            "from_name",
            "html",
            "idempotency_key",
            "instructions",
            "last_name",
            "name",
            "preview_text",
            "query",
            "subject",
            "text",
            "value",
            "NAME",
            "X-Entity-Ref-ID");

    private static final Pattern ANY = Pattern.compile("(?i)cnry|Y25ye");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@(?=[\\w.-]+)");
    private static final int AROUND = 120;
    private static final int MOST_SHOWN = 5;

    private final AtomicInteger number = new AtomicInteger();

    /** A secret of at least 32 characters. */
    static String secret(String name) {
        return SECRET + name + "0".repeat(32);
    }

    /** The next value that a caller sends. */
    String personal() {
        return PERSONAL + number.incrementAndGet() + "x";
    }

    /** Places in a text where any canary is. */
    static List<String> in(String text) {
        return found(ANY, text);
    }

    /** Places in a text where one of these is. */
    static List<String> in(String text, String beginning) {
        return found(Pattern.compile(beginning, Pattern.CASE_INSENSITIVE), text);
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .limit(MOST_SHOWN)
                .map(match -> text.substring(
                        Math.max(0, match.start() - AROUND), Math.min(text.length(), match.end() + AROUND)))
                .toList();
    }

    /** The same arguments with a canary in each text and in each address, so that they are as valid as before. */
    JsonNode planted(JsonNode arguments) {
        return plantedTexts(replaced(
                "", arguments, (name, value) -> value.isTextual() ? TextNode.valueOf(address(value.asText())) : value));
    }

    /** The same arguments with a canary in each text, but not in addresses that other calls repeat. */
    JsonNode plantedTexts(JsonNode arguments) {
        return replaced(
                "",
                arguments,
                (name, value) -> value.isTextual() ? TextNode.valueOf(text(name, value.asText())) : value);
    }

    private String text(String name, String value) {
        return TEXTS.contains(name) && !ADDRESS.matcher(value).find() ? value + " " + personal() : value;
    }

    private String address(String value) {
        String label = value.contains("@resend.dev") ? "delivered+" : "";
        return ADDRESS.matcher(value).replaceAll(match -> label + personal() + "@");
    }

    /** The same arguments with a canary instead of each value. */
    JsonNode poisoned(JsonNode arguments) {
        return ((ObjectNode) replaced("", arguments, (name, value) -> TextNode.valueOf(personal()))).without("fields");
    }

    /** The same arguments with values of the wrong types, and with arguments that no tool has. */
    JsonNode misshapen(JsonNode arguments) {
        ObjectNode wrong = (ObjectNode) replaced(
                "", arguments, (name, value) -> McpCalls.JSON.createObjectNode().put(NAME, personal()));
        wrong.remove("fields");
        return wrong.put(NAME, personal()).put("to_" + NAME, personal() + "@example.net");
    }

    private static JsonNode replaced(String name, JsonNode value, BiFunction<String, JsonNode, JsonNode> by) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = McpCalls.JSON.createObjectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), replaced(field.getKey(), field.getValue(), by)));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = McpCalls.JSON.createArrayNode();
            array.forEach(element -> copy.add(replaced(name, element, by)));
            return copy;
        }
        return by.apply(name, value);
    }
}
