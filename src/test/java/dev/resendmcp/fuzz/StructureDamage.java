package dev.resendmcp.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.resendmcp.testing.McpCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Damage to the structure of a JSON message: fields that are dropped, renamed, doubled, or hold what nobody expects. */
final class StructureDamage {
    /** What a field may suddenly hold, as it stands in the JSON text. */
    private static final List<String> HOSTILE = List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1.5",
            "1e3",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "-1e-400",
            "1e9999",
            "1E2147483647",
            "1e600000000",
            "1e-2147483647",
            "1e99999999999",
            "9".repeat(400),
            "9".repeat(5_000),
            "0." + "1".repeat(900),
            "NaN",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202e\\u2028\\ufeff\"",
            "\"a\\r\\nX-Evil: 1\"",
            "\"../../etc/passwd\"",
            "\"%00%zz%2e%2e\"",
            "\"{x}${y}#{z}\"",
            "\"" + "x".repeat(100_000) + "\"",
            "\"" + "%".repeat(9_000) + "\"",
            "\"=?base64?4pyT?=\"",
            "\"2025-11-25\"",
            "\"v999.0.0\"",
            "[]",
            "{}",
            "[null]",
            "[" + "null,".repeat(5_000) + "null]",
            nested(50),
            nested(64),
            nested(70),
            nested(20_000),
            "{\"a\":".repeat(70) + "1" + "}".repeat(70),
            IntStream.range(0, 3_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}")));

    private static final List<String> KEYS = List.of(
            "id",
            "jsonrpc",
            "method",
            "result",
            "error",
            "params",
            "_meta",
            "name",
            "arguments",
            "uri",
            "cursor",
            "progressToken",
            "__proto__",
            "",
            "\u0000",
            "inputResponses",
            "requestState");

    private StructureDamage() {}

    /** A place in the tree. */
    private record Place(JsonNode holder, String key, int index) {
        void set(JsonNode value) {
            if (holder instanceof ObjectNode object) {
                object.set(key, value);
            } else {
                ((ArrayNode) holder).set(index, value);
            }
        }

        JsonNode get() {
            return holder.isObject() ? holder.get(key) : holder.get(index);
        }

        void drop() {
            if (holder instanceof ObjectNode object) {
                object.remove(key);
            } else {
                ((ArrayNode) holder).remove(index);
            }
        }
    }

    /** Damages the message once to three times and writes it down. */
    static String damaged(ObjectNode message, RandomGenerator random) {
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            damage(message, random);
        }
        try {
            String text = McpCalls.JSON.writeValueAsString(message);
            return random.nextInt(20) == 0 ? doubled(text, random) : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void damage(ObjectNode message, RandomGenerator random) {
        List<Place> places = new ArrayList<>();
        collect(message, places);
        if (places.isEmpty()) {
            return;
        }
        Place place = Choice.of(places, random);
        switch (random.nextInt(8)) {
            case 0 -> place.drop();
            case 1 -> place.set(Choice.of(places, random).get().deepCopy());
            case 2 -> place.set(McpCalls.JSON.createArrayNode().add(place.get().deepCopy()));
            case 3 ->
                place.set(McpCalls.JSON
                        .createObjectNode()
                        .set(Choice.of(KEYS, random), place.get().deepCopy()));
            case 4 -> message.set(Choice.of(KEYS, random), raw(Choice.of(HOSTILE, random)));
            default -> place.set(raw(Choice.of(HOSTILE, random)));
        }
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                places.add(new Place(node, field.getKey(), -1));
                collect(field.getValue(), places);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.add(new Place(node, "", i));
                collect(node.get(i), places);
            }
        }
    }

    /** The first field once more, with the same or another value. */
    private static String doubled(String text, RandomGenerator random) {
        String key = Choice.of(KEYS, random).replace("\u0000", "");
        return "{\"" + key + "\":" + Choice.of(HOSTILE, random) + "," + text.substring(1);
    }

    private static ValueNode raw(String json) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
