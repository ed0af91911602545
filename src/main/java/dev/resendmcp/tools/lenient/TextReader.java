package dev.resendmcp.tools.lenient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads text where text is due: ids and mail addresses in the forms that people copy from elsewhere. */
final class TextReader {
    private static final int LONGEST = 2_048;
    private static final Pattern MAILTO =
            Pattern.compile("(?i)(.*<)?\\s*mailto:([^<>?]*)(\\?[^>]*)?(>?)\\s*", Pattern.DOTALL);
    private static final Pattern DASHBOARD =
            Pattern.compile("(?i)(?:https?://)?(?:www\\.)?resend\\.com(?::443)?(/[^?#\\s]*)(?:[?#]\\S*)?");
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private TextReader() {}

    static JsonNode read(TextNode value, ValueSchema schema, String name, String path, Reading reading) {
        String text = value.textValue();
        if (text.length() > LONGEST) {
            return value;
        }
        if (schema.node().has("enum")) {
            return choice(value, schema, reading);
        }
        if (Meaning.mayBeAddress(name) && text.toLowerCase(Locale.ROOT).contains("mailto:")) {
            return mailto(value, path, reading);
        }
        if (Meaning.mayBeAddress(name) && (JsonText.looksLikeJson(text) || isQuoted(text))) {
            return address(value, path, reading);
        }
        if (Meaning.isId(name)
                && (DASHBOARD.matcher(text).matches()
                        || WEB_ADDRESS.matcher(text).matches())) {
            return id(value, name, path, reading);
        }
        return value;
    }

    /** A choice in capitals, or with spaces or hyphens for underscores. */
    private static JsonNode choice(TextNode value, ValueSchema schema, Reading reading) {
        String given = plain(value.textValue());
        List<JsonNode> same = StreamSupport.stream(schema.node().path("enum").spliterator(), false)
                .filter(one -> plain(one.asText()).equals(given))
                .toList();
        if (same.size() != 1 || same.get(0).equals(value)) {
            return value;
        }
        reading.coerced(Coercion.CHOICE);
        return same.get(0);
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static JsonNode mailto(TextNode value, String path, Reading reading) {
        Matcher form = MAILTO.matcher(value.textValue());
        if (!form.matches() || form.group(3) != null || form.group(2).indexOf('%') >= 0) {
            reading.refuse(
                    path, "must be a mail address such as ann@example.org, without mailto: and what belongs to a link");
            return value;
        }
        reading.coerced(Coercion.MAILTO);
        return TextNode.valueOf(
                (form.group(1) == null ? "" : form.group(1)) + form.group(2).strip() + form.group(4));
    }

    /** Quotes around the whole; those of a name end before the address. */
    private static boolean isQuoted(String text) {
        String bare = text.strip();
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
    }

    /** JSON is never an address, however loosely addresses are checked; one in quotes can only mean what is in them. */
    private static JsonNode address(TextNode value, String path, Reading reading) {
        Optional<JsonNode> inside = isQuoted(value.textValue())
                ? reading.json().parse(value.textValue()).filter(JsonNode::isTextual)
                : Optional.empty();
        if (inside.isPresent()) {
            reading.coerced(Coercion.JSON_TEXT);
            return inside.get();
        }
        reading.refuse(path, "is JSON text, not a mail address such as ann@example.org");
        return value;
    }

    private static JsonNode id(TextNode value, String name, String path, Reading reading) {
        Matcher page = DASHBOARD.matcher(value.textValue().strip());
        Set<String> ids = page.matches() ? ids(page.group(1), name) : Set.of();
        if (ids.size() == 1) {
            reading.coerced(Coercion.DASHBOARD_URL);
            return TextNode.valueOf(ids.iterator().next());
        }
        reading.refuse(
                path,
                ids.isEmpty()
                        ? "must be an id, not a web address"
                        : "the address has several ids; give the one that is meant");
        return value;
    }

    /** The ids in the path of a page; of several the one behind the word for the argument, such as {@code runs} for run_id. */
    private static Set<String> ids(String path, String name) {
        Set<String> all = new LinkedHashSet<>();
        Optional<String> named = Optional.empty();
        String thing = name.endsWith("_id") ? name.substring(0, name.length() - "_id".length()) : "";
        String before = "";
        for (String segment : path.split("/", -1)) {
            if (UUID.matcher(segment).matches()) {
                all.add(segment);
                if (!thing.isEmpty() && before.replace('-', '_').equals(thing + "s")) {
                    named = Optional.of(segment);
                }
            }
            before = segment.toLowerCase(Locale.ROOT);
        }
        return all.size() > 1 && named.isPresent() ? Set.of(named.get()) : all;
    }
}
