package dev.resendmcp.mcp.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first page of a list of the account.
 *
 * @param more whether the account has further ones
 */
record NamePage(List<Named> entries, boolean more) {
    static final NamePage EMPTY = new NamePage(List.of(), false);

    private static final int LONGEST_NAME = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** Reads the answer of a list tool. */
    static NamePage of(JsonNode answer) {
        List<Named> entries = new ArrayList<>();
        for (JsonNode row : answer.path("data")) {
            String id = row.path("id").asText();
            List<String> names = Stream.of(row.path("name"), row.path("alias"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .filter(NamePage::presentable)
                    .distinct()
                    .toList();
            if (!id.isEmpty()) {
                entries.add(new Named(id, names));
            }
        }
        return new NamePage(entries, answer.path("has_more").asBoolean());
    }

    /** Ids of what matches, those that begin with the text first. */
    List<String> ids(String text) {
        return matching(Named.lower(text)).map(Named::id).toList();
    }

    /** Names of what matches, those that begin with the text first; ids where a name would not tell which is meant. */
    List<String> names(String text) {
        String typed = Named.lower(text);
        return matching(typed).map(entry -> label(entry, typed)).toList();
    }

    private Stream<Named> matching(String typed) {
        Stream<Named> first = entries.stream().filter(entry -> entry.beginsWith(typed));
        Stream<Named> then = entries.stream().filter(entry -> !entry.beginsWith(typed) && entry.contains(typed));
        return Stream.concat(first, then);
    }

    private String label(Named entry, String typed) {
        return entry.names().stream()
                .filter(name -> Named.lower(name).contains(typed))
                .filter(this::isUnique)
                .findFirst()
                .orElse(entry.id());
    }

    private boolean isUnique(String name) {
        return entries.stream()
                        .filter(entry -> entry.names().stream().anyMatch(other -> Objects.equals(other, name)))
                        .count()
                == 1;
    }

    private static boolean presentable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && !UNPRINTABLE.matcher(name).find();
    }

    /**
     * One thing of an account.
     *
     * @param id what tools take
     * @param names what people call it; may be empty
     */
    record Named(String id, List<String> names) {

        /** Whether the text begins its id or a name of it; the text is in lower case. */
        boolean beginsWith(String text) {
            return lower(id).startsWith(text)
                    || names.stream().anyMatch(name -> lower(name).startsWith(text));
        }

        /** Whether the text is in its id or a name of it; the text is in lower case. */
        boolean contains(String text) {
            return lower(id).contains(text)
                    || names.stream().anyMatch(name -> lower(name).contains(text));
        }

        static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
