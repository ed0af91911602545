package dev.resendmcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rules and the dashboard under {@code ops}. */
public final class OpsFiles {
    public static final Path RULES = Path.of("ops/prometheus/rules.yml");
    public static final Path DASHBOARD = Path.of("ops/grafana/dashboards/resend-mcp.json");

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABELS =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless");

    private OpsFiles() {}

    /** All rules, recording and alerting. */
    public static Stream<JsonNode> rules() {
        return children(read(new YAMLMapper(), RULES).path("groups")).flatMap(group -> children(group.path("rules")));
    }

    /** The alerting rules. */
    public static Stream<JsonNode> alerts() {
        return rules().filter(rule -> rule.has("alert"));
    }

    /** The whole dashboard. */
    public static JsonNode dashboard() {
        return read(new ObjectMapper(), DASHBOARD);
    }

    /** The panels of the dashboard, without rows. */
    public static Stream<JsonNode> panels() {
        return children(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    /** The queries of a panel. */
    public static Stream<JsonNode> targets(JsonNode panel) {
        return children(panel.path("targets"));
    }

    /** Names of the series that rules and dashboard read, without those that a rule records. */
    public static Set<String> series() {
        Set<String> recorded = rules().map(rule -> rule.path("record").asText()).collect(Collectors.toSet());
        Stream<String> queries = Stream.concat(
                rules().map(rule -> rule.path("expr").asText()),
                panels().flatMap(OpsFiles::targets)
                        .map(target -> target.path("expr").asText()));
        return queries.flatMap(OpsFiles::names)
                .filter(name -> !recorded.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(String query) {
        String bare = LABELS.matcher(TEXT.matcher(query).replaceAll("")).replaceAll(" ");
        Matcher names = NAME.matcher(bare);
        return names.results().map(name -> name.group()).filter(name -> !WORDS.contains(name));
    }

    private static Stream<JsonNode> children(JsonNode parent) {
        return StreamSupport.stream(parent.spliterator(), false);
    }

    private static JsonNode read(ObjectMapper format, Path file) {
        try {
            return format.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
