package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mail.Fence;
import dev.resendmcp.mail.VisibleText;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Marks what strangers wrote in one answer: invisible characters are removed and counted, and all text that could say something
 * stands in a fence. Ids, addresses without a name, times and words of the API stay as they are.
 */
final class StrangersText {
    private static final int LONGEST_LINE = 1_000;
    private static final Set<String> BODIES = Set.of("text", "html", "markdown");
    /** Fields that a stranger fills with whatever they like, even a single word. */
    private static final Set<String> FREE = Set.of("subject", "snippet", "filename", "text", "html", "markdown");

    private static final Set<String> OWN = Set.of("object", "id", "labels", MailBodies.NOTE);
    /** Nothing that could be a sentence: a short word, an address, the id of a message, or a time. */
    private static final Pattern HARMLESS = Pattern.compile("[\\w.:/+-]{0,40}|[\\w.+-]{1,64}@[\\w.-]{1,190}"
            + "|<[\\w.+=@-]{1,250}>|\\d{4}-\\d\\d-\\d\\d[ T][\\d:.+Z-]{5,20}");

    private static final Pattern HEADER_NAME = Pattern.compile("[^\\w-]");
    private static final Pattern ADDRESS_OF_FILE = Pattern.compile("https://[\\w.-]{1,200}/[!-~]{1,4000}");

    private final Fence fence = Fence.ofFields();
    private int removed;
    private int fenced;

    /** The answer as a model may read it, with an explanation if something is fenced. */
    ObjectNode marked(ObjectNode answer) {
        ObjectNode marked = object(answer);
        if (fenced > 0) {
            ObjectNode about = marked.putObject("_untrusted").put("about", fence.explanation());
            if (removed > 0) {
                about.put("invisible_characters_removed", removed);
            }
        }
        return marked;
    }

    private ObjectNode object(JsonNode node) {
        ObjectNode marked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = HEADER_NAME.matcher(field.getKey()).replaceAll("");
            boolean own = OWN.contains(name) && !field.getValue().isObject();
            marked.set(name, own ? field.getValue() : value(name, field.getValue()));
        }
        return marked;
    }

    private JsonNode value(String name, JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            ArrayNode marked = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(item -> marked.add(value(name, item)));
            return marked;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(text(name, node.textValue())) : node;
    }

    private String text(String name, String given) {
        removed += VisibleText.invisible(given);
        String visible = BODIES.contains(name) ? VisibleText.of(given) : line(given);
        boolean harmless = !FREE.contains(name) && HARMLESS.matcher(visible).matches();
        boolean download =
                name.equals("download_url") && ADDRESS_OF_FILE.matcher(visible).matches();
        if (visible.isEmpty() || harmless || download) {
            return visible;
        }
        fenced++;
        return fence.field(visible);
    }

    private static String line(String given) {
        String line = VisibleText.line(given);
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
