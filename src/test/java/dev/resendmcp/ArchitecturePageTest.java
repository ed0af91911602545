package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of packages in the architecture page follows the rules of {@link PackageRules}. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/resendmcp");
    private static final String BEGIN = "<!-- package-rules:begin -->\n";
    private static final String END = "<!-- package-rules:end -->";
    private static final Pattern FIRST_SENTENCE = Pattern.compile("/\\*\\*(.*?)\\.\\s", Pattern.DOTALL);

    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");

    @Test
    void tableIsCurrent() throws IOException {
        GeneratedFile.requireCurrent(PAGE, BEGIN, END, table());
    }

    @Test
    void classesThatThePageNamesExist() throws IOException {
        String prose = Files.readString(PAGE).replaceAll("(?s)" + BEGIN + ".*" + END, "");
        List<String> named = CLASS_NAME
                .matcher(prose)
                .results()
                .map(match -> match.group(1) + ".java")
                .toList();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsAll(named);
        }
    }

    private static String table() {
        Map<String, List<String>> rules = new TreeMap<>(PackageRules.MAY_USE);
        PackageRules.MCP_MAY_USE.forEach((from, allowed) -> rules.put(
                "mcp." + from, allowed.stream().map(name -> "mcp." + name).toList()));
        return rules.entrySet().stream()
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
