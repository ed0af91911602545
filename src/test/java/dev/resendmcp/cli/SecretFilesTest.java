package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does with secrets from files. */
@Tag("slow")
class SecretFilesTest {
    @TempDir
    Path directory;

    @Test
    void keyFromFileLetsItStart() throws Exception {
        Files.writeString(directory.resolve("key"), "re_sandbox\n");
        assertThat(check("RESEND_API_KEY_FILE=key").code()).isZero();
    }

    @Test
    void keyFromCredentialLetsItStart() throws Exception {
        Files.writeString(directory.resolve("resend-api-key"), "re_sandbox");
        assertThat(check("CREDENTIALS_DIRECTORY=" + directory).code()).isZero();
    }

    @Test
    void fileNamedInDotEnvLetsItStart() throws Exception {
        Files.writeString(directory.resolve("key"), "re_sandbox\n");
        Files.writeString(directory.resolve(".env"), "RESEND_API_KEY_FILE=key\n");
        assertThat(check().code()).isZero();
    }

    @Test
    void fileWithTheWrongContentIsNamedByItsVariable() throws Exception {
        Files.writeString(directory.resolve("key"), "re_xxxxxxxx\n");
        sentence(
                check("RESEND_API_KEY_FILE=key"),
                "RESEND_API_KEY_FILE (resend.apiKey in config.yml) still holds the placeholder");
    }

    @Test
    void credentialWithTheWrongContentIsNamed() throws Exception {
        Files.writeString(directory.resolve("mcp-auth-tokens"), "short");
        sentence(
                check("RESEND_API_KEY=re_sandbox", "CREDENTIALS_DIRECTORY=" + directory),
                "Credential mcp-auth-tokens (access.tokens in config.yml) must be tokens of at least 32");
    }

    @Test
    void fileThatIsMissingEndsItWithOneSentence() throws Exception {
        sentence(check("RESEND_API_KEY_FILE=none"), "RESEND_API_KEY_FILE: there is no file none.");
    }

    @Test
    void variableAndItsFileTogetherEndItWithOneSentence() throws Exception {
        sentence(
                check("RESEND_API_KEY=re_sandbox", "RESEND_API_KEY_FILE=none"),
                "RESEND_API_KEY and RESEND_API_KEY_FILE are both set in the environment");
    }

    private static void sentence(Ended ended, String beginning) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).singleElement().asString().startsWith(beginning).endsWith(".");
    }

    private Ended check(String... environment) throws Exception {
        return ApplicationProcess.run(directory, environment, "check", "config.yml");
    }
}
