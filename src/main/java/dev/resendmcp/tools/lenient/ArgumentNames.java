package dev.resendmcp.tools.lenient;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the argument that a name in another spelling can only mean. */
final class ArgumentNames {
    private static final String ID = "id";
    private static final String OF_ID = "_id";

    private ArgumentNames() {}

    /**
     * The argument that is meant.
     *
     * @param given a name that the schema does not have
     * @param tool name of the tool; empty inside an argument
     * @param taken names that the caller gave and the schema has
     */
    static Optional<String> meant(String given, String tool, ValueSchema schema, Set<String> taken) {
        String snake = snake(given);
        if (schema.has(snake)) {
            return Optional.of(snake);
        }
        if (tool.isEmpty()) {
            return Optional.empty();
        }
        if (snake.endsWith(OF_ID) && schema.has(ID)) {
            String thing = snake.substring(0, snake.length() - OF_ID.length());
            return Optional.of(ID).filter(any -> isThingOf(tool, thing));
        }
        if (snake.equals(ID)) {
            List<String> open = missingIds(schema, taken);
            return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Required ids that the caller did not give. */
    static List<String> missingIds(ValueSchema schema, Set<String> taken) {
        return schema.required().stream()
                .filter(name -> name.endsWith(OF_ID) && !taken.contains(name))
                .toList();
    }

    /** {@code scheduledAt}, {@code Scheduled-At} and {@code scheduled at} are {@code scheduled_at}. */
    static String snake(String name) {
        return name.length() > 100
                ? name
                : name.strip()
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[\\s-]", "_")
                        .toLowerCase(Locale.ROOT);
    }

    /** Whether the id of a tool is that of such a thing: of get_contact_import an import or a contact_import. */
    private static boolean isThingOf(String tool, String thing) {
        List<String> words = Arrays.asList(tool.replaceFirst("_by_.*", "").split("_", -1));
        List<String> noun = words.subList(1, words.size());
        if (words.get(0).equals("list")) {
            // The id is that of what the listed things belong to.
            return !noun.isEmpty() && noun.get(0).equals(thing);
        }
        Set<String> ends = IntStream.range(0, noun.size())
                .mapToObj(from -> String.join("_", noun.subList(from, noun.size())))
                .collect(Collectors.toSet());
        return ends.contains(thing);
    }
}
