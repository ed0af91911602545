package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** JSON for people to read: what fits into a line stays on one, everything else is indented by two spaces. */
final class ReadableJson {
    private static final int WIDTH = 120;

    private ReadableJson() {}

    static String of(JsonNode node) {
        return print(node, "", 0);
    }

    /** @param used characters before and after the value on its line */
    private static String print(JsonNode node, String indent, int used) {
        String line = onOneLine(node);
        if (node.isValueNode() || node.isEmpty() || indent.length() + used + line.length() <= WIDTH) {
            return line;
        }
        String inner = indent + "  ";
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> parts.add(inner + print(element, inner, 1)));
        } else {
            node.properties().forEach(field -> {
                String name = quoted(field.getKey()) + ": ";
                parts.add(inner + name + print(field.getValue(), inner, name.length() + 1));
            });
        }
        return enclosed(node, "\n" + String.join(",\n", parts) + "\n" + indent);
    }

    private static String onOneLine(JsonNode node) {
        if (node.isValueNode()) {
            return node.toString();
        }
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> parts.add(onOneLine(element)));
        } else {
            node.properties().forEach(field -> parts.add(quoted(field.getKey()) + ": " + onOneLine(field.getValue())));
        }
        return enclosed(node, String.join(", ", parts));
    }

    private static String enclosed(JsonNode node, String content) {
        return node.isArray() ? "[" + content + "]" : "{" + content + "}";
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
