package dev.resendmcp;

import dev.resendmcp.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists of environment variables follow {@code config.yml}. */
class VariablePagesTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path DOT_ENV = Path.of(".env.example");
    private static final Path SYSTEMD_ENVIRONMENT = Path.of("systemd/resend-full-mcp.env.example");
    private static final Path SYSTEMD_UNIT = Path.of("systemd/resend-full-mcp.service");
    private static final String BEGIN = "<!-- variables:begin -->\n";
    private static final String END = "<!-- variables:end -->";
    private static final String REQUIRED = "RESEND_API_KEY";
    private static final Pattern SENTENCE_END = Pattern.compile("\\.\\s+(?=[A-Z])");
    private static final Pattern REFERENCE = Pattern.compile("See docs/(([a-z-]+)\\.md(?:#([a-z-]+))?)\\.");

    private static List<ConfigurationVariable> variables;

    @BeforeAll
    static void readVariables() throws IOException {
        variables = ConfigurationVariable.all();
    }

    @Test
    void tableInThePageIsCurrent() throws IOException {
        String head = "\n| Variable | Default | Setting | Meaning |\n|---|---|---|---|\n";
        String table = variables.stream().map(VariablePagesTest::row).collect(Collectors.joining("", head, "\n"));
        GeneratedFile.requireCurrent(PAGE, BEGIN, END, table);
    }

    @Test
    void exampleOfDotEnvIsCurrent() throws IOException {
        String list = variables.stream()
                .map(variable -> comment(variable) + assignment(variable))
                .collect(Collectors.joining("\n"));
        GeneratedFile.requireCurrent(DOT_ENV, page -> head(page) + list);
    }

    @Test
    void exampleForSystemdIsCurrent() throws IOException {
        String unit = Files.readString(SYSTEMD_UNIT);
        String list = variables.stream()
                .filter(variable -> !unit.matches("(?s).*[ =]" + variable.name() + "=.*"))
                .map(VariablePagesTest::assignment)
                .collect(Collectors.joining());
        GeneratedFile.requireCurrent(SYSTEMD_ENVIRONMENT, page -> head(page) + list);
    }

    private static String row(ConfigurationVariable variable) {
        String text = String.join(" ", variable.comment());
        String meaning = SENTENCE_END
                .split(text, 2)[0]
                .replaceFirst("\\.$", "")
                .replace("|", "\\|")
                .replace("*", "\\*");
        Matcher reference = REFERENCE.matcher(text);
        if (reference.find()) {
            String subject = reference.group(3) == null ? reference.group(2) : reference.group(3);
            meaning += "; see [%s](%s)".formatted(subject.replace('-', ' '), reference.group(1));
        }
        String fallback = variable.fallback().isEmpty() ? "none" : "`" + variable.fallback() + "`";
        String setting = variable.setting().isEmpty() ? "several" : "`" + variable.setting() + "`";
        return "| `%s` | %s | %s | %s |%n".formatted(variable.name(), fallback, setting, withVariables(meaning));
    }

    private static String comment(ConfigurationVariable variable) {
        return variable.comment().stream()
                .map(line -> "# " + withVariables(line) + "\n")
                .collect(Collectors.joining());
    }

    /** Names other settings by their variables, where they have one. */
    private static String withVariables(String text) {
        return variables.stream()
                .filter(variable -> !variable.setting().isEmpty())
                .reduce(text, (left, variable) -> left.replace(variable.setting(), variable.name()), String::concat);
    }

    private static String assignment(ConfigurationVariable variable) {
        String value = variable.fallback().isEmpty() ? variable.example() : variable.fallback();
        return (variable.name().equals(REQUIRED) ? "" : "#") + variable.name() + "="
                + (value.contains(" ") ? "\"" + value + "\"" : value) + "\n";
    }

    /** Everything up to the first blank line, which no variable precedes. */
    private static String head(String page) {
        return page.substring(0, page.indexOf("\n\n") + 2);
    }
}
