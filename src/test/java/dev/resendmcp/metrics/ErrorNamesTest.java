package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names of this service's own errors are the same wherever a user meets them. */
class ErrorNamesTest {
    private static final Path ERRORS = Path.of("docs/errors.md");
    private static final Path SKILL = Path.of("src/main/resources/skills/resend-expert/references/errors.md");
    private static final Pattern NAME = Pattern.compile("`([a-z_]{4,})`");

    @Test
    void errorsPageNamesThoseThatTheMetricsKnow() throws IOException {
        assertThat(own())
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(LabelValues.errorType(name)).isEqualTo(name));
    }

    @Test
    void skillExplainsThoseThatTheErrorsPageNames() throws IOException {
        String rows = between(Files.readString(SKILL), "## From this server", "A result with")
                .lines()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `name` |"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .collect(Collectors.joining());
        assertThat(names(rows)).isEqualTo(own());
    }

    @Test
    void metricsPageNamesThoseThatTheErrorsPageNames() throws IOException {
        String row = between(Files.readString(Path.of("docs/observability.md")), "| `error_type` |", "|\n");
        assertThat(names(row)).isEqualTo(own());
    }

    private static Set<String> own() throws IOException {
        return names(between(Files.readString(ERRORS), "`name` is Resend's or one of ours:", "."));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        return text.substring(from + begin.length(), text.indexOf(end, from + begin.length()));
    }
}
