package dev.resendmcp.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where secrets may come from, and what is said when they cannot be read. */
class SecretSourcesTest {
    private static final String SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2";

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> dotEnv = new HashMap<>();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void secretIsReadFromFile(Secret secret) {
        environment.put(secret + "_FILE", file.toString());
        assertThat(find(secret)).isEqualTo(SECRET);
        assertThat(source(secret)).isEqualTo(secret + "_FILE");
    }

    @ParameterizedTest
    @EnumSource
    void secretIsReadFromFileNamedInDotEnv(Secret secret) {
        dotEnv.put(secret + "_FILE", file.toString());
        assertThat(find(secret)).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void secretIsReadFromCredential(Secret secret) throws IOException {
        credential(secret, SECRET);
        assertThat(find(secret)).isEqualTo(SECRET);
        assertThat(source(secret)).isEqualTo("Credential " + secret.credential());
    }

    @Test
    void credentialHasTheNameOfTheVariableInLowerCaseWithHyphens() {
        assertThat(Stream.of(Secret.values()).map(Secret::credential))
                .containsExactly("resend-api-key", "mcp-auth-tokens", "admin-tokens", "confirmation-key", "redis-url");
    }

    @Test
    void credentialWinsOverEnvironment() throws IOException {
        credential(Secret.RESEND_API_KEY, SECRET);
        environment.put("RESEND_API_KEY", "other");
        assertThat(find(Secret.RESEND_API_KEY)).isEqualTo(SECRET);
    }

    @Test
    void credentialThatIsMissingLeavesItToTheEnvironment() {
        environment.put("CREDENTIALS_DIRECTORY", directory.toString());
        environment.put("RESEND_API_KEY", SECRET);
        assertThat(find(Secret.RESEND_API_KEY)).isEqualTo(SECRET);
    }

    @Test
    void fileNamedInTheEnvironmentWinsOverDotEnv() {
        environment.put("RESEND_API_KEY_FILE", file.toString());
        dotEnv.put("RESEND_API_KEY", "other");
        assertThat(find(Secret.RESEND_API_KEY)).isEqualTo(SECRET);
    }

    @Test
    void variableSetToNothingDoesNotStandAgainstItsFile() {
        environment.put("RESEND_API_KEY", " ");
        environment.put("RESEND_API_KEY_FILE", file.toString());
        assertThat(find(Secret.RESEND_API_KEY)).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void variableAndItsFileTogetherAreRefused(Secret secret) {
        environment.put(secret.name(), SECRET);
        environment.put(secret + "_FILE", file.toString());
        refused(secret, secret + " and " + secret + "_FILE are both set in the environment: remove one of them.");
    }

    @Test
    void variableAndItsFileTogetherInDotEnvAreRefused() {
        dotEnv.put("REDIS_URL", SECRET);
        dotEnv.put("REDIS_URL_FILE", file.toString());
        refused(Secret.REDIS_URL, "REDIS_URL and REDIS_URL_FILE are both set in .env: remove one of them.");
    }

    @Test
    void tokensMayStandInLinesOfTheirOwn() throws IOException {
        Files.writeString(file, "\uFEFFfirst, second\r\n\n third,\n");
        environment.put("MCP_AUTH_TOKENS_FILE", file.toString());
        assertThat(find(Secret.MCP_AUTH_TOKENS)).isEqualTo("first, second,third,");
    }

    static Stream<Secret> singleSecrets() {
        return Stream.of(Secret.RESEND_API_KEY, Secret.CONFIRMATION_KEY, Secret.REDIS_URL);
    }

    @ParameterizedTest
    @MethodSource("singleSecrets")
    void moreThanOneLineIsRefusedWithoutRepeatingAny(Secret secret) throws IOException {
        Files.writeString(file, SECRET + "\nsecond\n");
        environment.put(secret + "_FILE", file.toString());
        refused(secret, secret + "_FILE: " + file + " has more than one line");
    }

    @ParameterizedTest
    @EnumSource
    void missingFileIsNamed(Secret secret) {
        environment.put(secret + "_FILE", directory.resolve("none").toString());
        refused(secret, secret + "_FILE: there is no file " + directory.resolve("none") + ".");
    }

    @Test
    void emptyFileIsNamed() throws IOException {
        Files.writeString(file, " \n\n");
        environment.put("RESEND_API_KEY_FILE", file.toString());
        refused(Secret.RESEND_API_KEY, "RESEND_API_KEY_FILE: " + file + " is empty");
    }

    @Test
    void emptyCredentialIsNamed() throws IOException {
        credential(Secret.RESEND_API_KEY, "");
        refused(Secret.RESEND_API_KEY, "Credential resend-api-key: " + directory.resolve("resend-api-key"));
    }

    @Test
    void directoryIsNamed() {
        environment.put("RESEND_API_KEY_FILE", directory.toString());
        refused(Secret.RESEND_API_KEY, "RESEND_API_KEY_FILE: " + directory + " is a directory");
    }

    @Test
    void deviceThatNeverEndsIsRefused() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/zero")));
        environment.put("RESEND_API_KEY_FILE", "/dev/zero");
        refused(Secret.RESEND_API_KEY, "RESEND_API_KEY_FILE: /dev/zero is a device");
    }

    @Test
    void fileThatMayNotBeReadIsNamed() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        environment.put("RESEND_API_KEY_FILE", file.toString());
        refused(Secret.RESEND_API_KEY, "RESEND_API_KEY_FILE: " + file + " cannot be read");
    }

    private void credential(Secret secret, String content) throws IOException {
        Files.writeString(directory.resolve(secret.credential()), content);
        environment.put("CREDENTIALS_DIRECTORY", directory.toString());
    }

    private String find(Secret secret) {
        return sources().find(secret).orElseThrow().value();
    }

    private String source(Secret secret) {
        return sources().find(secret).orElseThrow().source();
    }

    private void refused(Secret secret, String beginning) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> sources().find(secret))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).startsWith(beginning).endsWith("."))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("hunter2"));
    }

    private SecretSources sources() {
        return new SecretSources(environment, () -> dotEnv);
    }
}
