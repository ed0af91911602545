package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documentation and metrics name the errors of {@link ErrorName} and {@link ResendErrorName}. */
class ErrorNamesTest {
    private static final Path ERRORS = Path.of("docs/errors.md");
    private static final Path SKILL = Path.of("src/main/resources/skills/resend-expert/references/errors.md");
    private static final Pattern NAME = Pattern.compile("`([a-z_]{4,})`");

    @Test
    void metricsHaveEveryNameAsLabel() {
        assertThat(ErrorName.wireNames())
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        name -> assertThat(Label.errorType("error").value(name)).isEqualTo(name));
        assertThat(ResendErrorName.wireNames())
                .allSatisfy(
                        name -> assertThat(Label.errorType("error").value(name)).isEqualTo(name));
    }

    @Test
    void errorsPageListsEveryErrorOfOurs() throws IOException {
        List<String> rows = Arrays.stream(ErrorName.values())
                .map(name -> "| `%s` | %d | %s | %s | %s |"
                        .formatted(
                                name.wireName(),
                                name.status(),
                                name.sent().name().toLowerCase(Locale.ROOT),
                                name.retryable().name().toLowerCase(Locale.ROOT),
                                name.meaning()))
                .toList();
        assertThat(rows(between(Files.readString(ERRORS), "one of ours:", "\n\nAn error")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void skillExplainsEveryErrorOfOurs() throws IOException {
        String table = between(Files.readString(SKILL), "## From this server", "A result ");
        assertThat(firstCells(table)).isEqualTo(ErrorName.wireNames());
    }

    @Test
    void skillExplainsNoUnknownErrorOfResend() throws IOException {
        String tables = between(Files.readString(SKILL), "## From Resend: the call", "Tell the user what you tried");
        assertThat(firstCells(tables)).isNotEmpty().isSubsetOf(ResendErrorName.wireNames());
    }

    @Test
    void metricsPageNamesEveryErrorOfOurs() throws IOException {
        String row = between(Files.readString(Path.of("docs/observability.md")), "\n| `error_type` |", "|\n");
        assertThat(names(row)).isEqualTo(ErrorName.wireNames());
    }

    private static List<String> rows(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `name` |"))
                .toList();
    }

    private static Set<String> firstCells(String table) {
        return names(rows(table).stream()
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .collect(Collectors.joining()));
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
