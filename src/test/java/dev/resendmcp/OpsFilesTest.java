package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.GeneratedFile;
import dev.resendmcp.testing.OpsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules and the dashboard under {@code ops} fit the service and its documentation. */
class OpsFilesTest extends MetricsFixture {
    private static final Path PAGE = Path.of("docs/observability.md");
    private static final String BEGIN = "<!-- alerts:begin -->\n";
    private static final String END = "<!-- alerts:end -->";
    private static final int COLUMNS = 24;

    @Test
    void seriesOfRulesAndDashboardExist() throws Exception {
        Stream<String> agreed = Files.readAllLines(Path.of("src/test/resources/metrics.txt")).stream();
        Stream<String> known = Stream.concat(agreed, scrape().lines())
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0]);
        Set<String> names = known.collect(Collectors.toSet());
        // Prometheus itself keeps this one.
        names.add("up");
        // BudgetHttpTest: only services with budgets have these.
        names.addAll(Set.of("resend_budget_limit", "resend_budget_used"));
        assertThat(names).containsAll(OpsFiles.series());
    }

    @Test
    void deprecatedSeriesAreNotUsed() {
        assertThat(OpsFiles.series()).doesNotContain("build_info", "auth_failures_total");
    }

    @Test
    void everySeriesOfTheServiceIsOnTheDashboardOrInARule() throws IOException {
        List<String> unseen = Files.readAllLines(Path.of("src/test/resources/metrics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .filter(name -> !name.matches(".*_(sum|count)|build_info|auth_failures_total"))
                .filter(name -> !OpsFiles.series().contains(name))
                .distinct()
                .toList();
        assertThat(unseen).isEmpty();
    }

    @Test
    void tableOfAlertsIsCurrent() throws IOException {
        GeneratedFile.requireCurrent(PAGE, BEGIN, END, table());
    }

    private static String table() {
        return OpsFiles.alerts()
                .map(alert -> "| [%s](%s) | %s | %s | %s | %s |%n"
                        .formatted(
                                alert.path("alert").asText(),
                                runbook(alert).replace("docs/", ""),
                                alert.path("labels").path("severity").asText(),
                                alert.path("for").asText("at once"),
                                plain(alert, "summary"),
                                plain(alert, "description")))
                .collect(Collectors.joining(
                        "", "\n| Alert | Severity | After | Meaning | What to do |\n|---|---|---|---|---|\n", "\n"));
    }

    private static String plain(JsonNode alert, String annotation) {
        return alert.path("annotations").path(annotation).asText().replaceAll("\\{\\{ \\$labels\\.(\\w+) }}", "`$1`");
    }

    private static String runbook(JsonNode alert) {
        return alert.path("annotations").path("runbook").asText();
    }

    @Test
    void everyAlertLinksToASectionThatExists() throws IOException {
        Set<String> sections = Files.readAllLines(Path.of("docs/troubleshooting.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> "docs/troubleshooting.md#"
                        + line.substring(4).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(sections)
                .containsAll(OpsFiles.alerts().map(OpsFilesTest::runbook).toList());
    }

    @Test
    void everyAlertHasAUnitTest() throws IOException {
        String tests = Files.readString(Path.of("ops/prometheus/rules.test.yml"));
        assertThat(OpsFiles.alerts()
                        .map(alert -> "  - name: " + alert.path("alert").asText() + "\n"))
                .allSatisfy(test -> assertThat(tests).contains(test));
    }

    @Test
    void panelsDoNotOverlapAndHaveIdsOfTheirOwn() {
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        OpsFiles.dashboard().path("panels").forEach(panel -> {
            JsonNode at = panel.path("gridPos");
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isBetween(1, COLUMNS);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    assertThat(taken.add(List.of(
                                    at.path("x").asInt() + x, at.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        });
    }

    @Test
    void everyPanelReadsTheChosenDataSource() {
        assertThat(OpsFiles.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            assertThat(OpsFiles.targets(panel)).isNotEmpty().allSatisfy(target -> {
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                assertThat(target.path("refId").asText()).hasSize(1);
            });
        });
    }
}
