package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of packages in the architecture page follows the rules of {@link ArchitectureTest}. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/resendmcp");
    private static final String BEGIN = "<!-- package-rules:begin -->\n";
    private static final String END = "<!-- package-rules:end -->";
    private static final Pattern FIRST_SENTENCE = Pattern.compile("/\\*\\*(.*?)\\.\\s", Pattern.DOTALL);

    @Test
    void tableIsCurrent() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String current = page.substring(0, begin) + table() + page.substring(page.indexOf(END));
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, current);
        }
        assertThat(current)
                .as("docs/architecture.md; accept the change with -Dgolden=update")
                .isEqualTo(Files.readString(PAGE));
    }

    private static String table() {
        return ArchitectureTest.MAY_USE.entrySet().stream()
                .map(rule ->
                        "| `%s` | %s | %s |%n".formatted(rule.getKey(), purpose(rule.getKey()), names(rule.getValue())))
                .collect(Collectors.joining("", "\n| Package | Purpose | May use |\n|---|---|---|\n", "\n"));
    }

    private static String names(List<String> packages) {
        return packages.isEmpty()
                ? "nothing"
                : packages.stream().sorted().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** The first sentence of the package's documentation. */
    private static String purpose(String name) {
        Path documentation = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
        try {
            Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(documentation));
            assertThat(sentence.find()).as(documentation.toString()).isTrue();
            return sentence.group(1)
                    .replaceAll("\\s*\n \\*\\s*", " ")
                    .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                    .strip();
        } catch (IOException e) {
            throw new AssertionError("No documentation of package " + name, e);
        }
    }
}
