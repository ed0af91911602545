package dev.resendmcp.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a configuration file that cannot be read, and of variables that are missing or misspelt. */
class ConfigurationFileTest {
    private static final byte[] NOT_UTF_8 = {'a', ':', '\n', (byte) 0xFF, (byte) 0xFE};

    @TempDir
    Path directory;

    @Test
    void missingFileIsNamed() {
        Path file = directory.resolve("none.yml");
        refused(file, "There is no file " + file + ": give the path of a configuration file.");
    }

    @Test
    void directoryIsNamed() {
        refused(directory, directory + " is a directory, not a file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero"})
    void deviceIsNamed(String device) {
        assumeTrue(Files.exists(Path.of(device)));
        refused(Path.of(device), device + " is a device, not a file.");
    }

    @Test
    void fileWithoutPermissionIsNamed() throws IOException {
        Path file = write("resend: {}\n".getBytes(StandardCharsets.UTF_8));
        assumeTrue(file.toFile().setReadable(false));
        assumeFalse(Files.isReadable(file), "root reads everything");
        refused(
                file,
                file + " cannot be read: user " + System.getProperty("user.name")
                        + " has no permission to read it, or to enter its directory.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "# only\n  # comments\n", "\uFEFF"})
    void fileWithoutSettingsIsNamed(String text) throws IOException {
        Path file = write(text.getBytes(StandardCharsets.UTF_8));
        refused(file, file + " is empty: start with the config.yml that belongs to this version.");
    }

    @Test
    void fileThatIsNotUtf8IsNamedWithTheLine() throws IOException {
        Path file = write(NOT_UTF_8);
        refused(file, file + " is not UTF-8 text, see line 2: save it as UTF-8.");
    }

    @Test
    void fileThatIsTooLargeIsNamed() throws IOException {
        Path file = write("#".repeat(1 << 21).getBytes(StandardCharsets.UTF_8));
        refused(file, file + " is larger than 1 MiB, so it is not a settings file.");
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertThat(read("\uFEFFa: 1\n", Map.of())).isEqualTo("a: 1\n");
    }

    @Test
    void valueIsNoTemplate() throws IOException {
        assertThat(read("a: ${A}\n", Map.of("A", "p${B}w", "B", "x"))).isEqualTo("a: p${B}w\n");
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMT,'; did you mean RATE_LIMIT?'", "COLOUR,."})
    void variableThatIsNotSetIsNamedWithTheNearest(String name, String end) throws IOException {
        Path file = write("a: ${RATE_LIMIT:-}\nb: ${%s}\n".formatted(name).getBytes(StandardCharsets.UTF_8));
        refused(file, file + ", line 2: " + name + " is not set, and there is no default" + end);
    }

    @Test
    void variableInACommentNeedNotBeSet() throws IOException {
        assertThat(read("a: 1 # as in ${NAME}\n", Map.of())).startsWith("a: 1");
    }

    @ParameterizedTest
    @CsvSource({
        "RESEND_API_KY,'RESEND_API_KY is set, but nothing reads it; did you mean RESEND_API_KEY?'",
        "resend_api_key,'resend_api_key is set, but nothing reads it; did you mean RESEND_API_KEY?'",
        "MCP_AUTH_TOKEN,'MCP_AUTH_TOKEN is set, but nothing reads it; did you mean MCP_AUTH_TOKENS?'",
        "RATELIMIT,'RATELIMIT is set, but nothing reads it; did you mean RATE_LIMIT?'",
        "MCP_COLOUR,'MCP_COLOUR is set, but nothing reads it.'"
    })
    void variableThatLooksLikeOursIsWarnedOf(String name, String sentence) throws IOException {
        assertThat(opened(Map.of(name, "hunter2")).unused()).containsExactly(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RATE_LIMIT",
                "PATH",
                "MCP_SERVICE_HOST",
                "MCP_PORT_8080_TCP_ADDR",
                "RESEND_FULL_MCP_PORT",
                "RESEND_FULL_MCP_SERVICE_PORT_HTTP"
            })
    void otherVariablesAreNotWarnedOf(String name) throws IOException {
        assertThat(opened(Map.of(name, "1")).unused()).isEmpty();
    }

    @Test
    void variableWithNothingButOurBeginningIsNotMisspelt() throws IOException {
        ConfigurationFile file = opened(Map.of("MCP_TIMEOUT", "1", "RATE_LIMITS", "1"));
        assertThat(file.misspelt()).singleElement().asString().startsWith("RATE_LIMITS ");
    }

    private ConfigurationFile opened(Map<String, String> variables) throws IOException {
        ConfigurationFile file = new ConfigurationFile(Variables.of(variables));
        file.open("config.yml").close();
        return file;
    }

    private String read(String text, Map<String, String> variables) throws IOException {
        Path file = write(text.getBytes(StandardCharsets.UTF_8));
        try (InputStream filled = new ConfigurationFile(Variables.of(variables)).open(file.toString())) {
            return new String(filled.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void refused(Path file, String sentence) {
        ConfigurationFile configuration = new ConfigurationFile(Variables.of(Map.of()));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> configuration.open(file.toString()))
                .withMessage(sentence);
    }

    private Path write(byte[] text) throws IOException {
        return Files.write(directory.resolve("other.yml"), text);
    }
}
