package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds tools by words as clients do: BM25 over name, description, and names and descriptions of arguments. */
public final class ToolSearch {
    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final Set<String> STOP_WORDS = Set.of(
            ("a an and are as at be by did do for from has have how i if in is it its me my of on or our out show that the"
                            + " their them this to was we what when where which who why will with you your not no any all")
                    .split(" ", -1));

    private final Map<String, List<String>> documents = new HashMap<>();
    private final Map<String, Long> documentsWith;
    private final double averageLength;

    /** @param tools as {@code tools/list} returns them */
    public ToolSearch(JsonNode tools) {
        for (JsonNode tool : tools) {
            StringBuilder text = new StringBuilder();
            text.append(tool.path("name").asText()).append(' ');
            text.append(tool.path("description").asText()).append(' ');
            arguments(tool.path("inputSchema"), text);
            documents.put(tool.path("name").asText(), words(text.toString()));
        }
        documentsWith = documents.values().stream()
                .flatMap(words -> words.stream().distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        averageLength =
                documents.values().stream().mapToInt(List::size).average().orElse(1);
    }

    /** Names of all tools, best first. */
    public List<String> find(String request) {
        List<String> wanted = words(request);
        Map<String, Double> scores = new HashMap<>();
        documents.forEach((name, words) -> scores.put(name, score(wanted, words)));
        return scores.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Double> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private double score(List<String> wanted, List<String> document) {
        double sum = 0;
        for (String word : wanted) {
            long frequency = document.stream().filter(word::equals).count();
            long with = documentsWith.getOrDefault(word, 0L);
            double rarity = Math.log(1 + (documents.size() - with + 0.5) / (with + 0.5));
            sum += rarity * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * document.size() / averageLength));
        }
        return sum;
    }

    private static void arguments(JsonNode schema, StringBuilder text) {
        schema.path("properties").properties().forEach(property -> {
            text.append(property.getKey()).append(' ');
            text.append(property.getValue().path("description").asText()).append(' ');
            arguments(property.getValue(), text);
        });
        for (String inside : new String[] {"items", "additionalProperties"}) {
            if (schema.path(inside).isObject()) {
                arguments(schema.path(inside), text);
            }
        }
    }

    private static List<String> words(String text) {
        return new ArrayList<>(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
                .map(ToolSearch::stem)
                .toList());
    }

    /** Without the endings of plurals and tenses, roughly. */
    private static String stem(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = stem.substring(0, stem.length() - 2);
        }
        stem = stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
        return stem.length() > 3 && stem.matches(".*([bdgmnprt])\\1") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
