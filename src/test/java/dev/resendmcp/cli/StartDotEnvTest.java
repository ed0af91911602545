package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the process takes from a file .env. */
@Tag("slow")
class StartDotEnvTest extends StartFixture {
    @ParameterizedTest
    @CsvSource({"server,config.yml", "sandbox,config.yml", "stdio,config.yml", "check,config.yml", "health,"})
    void mistakeInDotEnvIsNamedByEveryCommand(String command, String file) throws Exception {
        Files.writeString(directory.resolve(".env"), "MCP_PORT=0\nRESEND_API_KEY=\"re_sandbox\n");
        Ended ended = file == null ? run(new String[] {}, command) : run(new String[] {}, command, file);
        assertThat(ended.err()).singleElement().asString().contains(".env, line 2: the value of RESEND_API_KEY begins");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void fileDotEnvIsRead() throws Exception {
        Files.writeString(directory.resolve(".env"), KEY + "\nRATE_LIMIT=many\n");
        assertThat(run(new String[] {}, "server", "config.yml").err())
                .singleElement()
                .asString()
                .startsWith("RATE_LIMIT ");
    }

    @Test
    void fileDotEnvOfAnotherFolderIsNotRead() throws Exception {
        Files.writeString(directory.resolve(".env"), "DEBUG=loud\nno assignment\n");
        Path folder = Files.createDirectory(directory.resolve("settings"));
        Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
        assertThat(run(new String[] {KEY}, "check", "settings/config.yml").code())
                .isZero();
    }

    @Test
    void environmentWinsOverDotEnv() throws Exception {
        Files.writeString(directory.resolve(".env"), "RESEND_API_KEY=hunter2\n");
        assertThat(run(new String[] {KEY}, "check", "config.yml").code()).isZero();
    }
}
