package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process does with a configuration file that is missing, damaged or incomplete. */
@Tag("slow")
class StartFilesTest extends StartFixture {
    @ParameterizedTest
    @ValueSource(strings = {"server", "stdio"})
    void trustStoreThatIsMissingIsNamed(String command) throws Exception {
        Files.writeString(directory.resolve("other.yml"), """
                resend: {apiKey: re_sandbox, http: {tls: {trustStorePath: none.jks, trustStorePassword: none}}}
                logging: {level: OFF}
                state: {directory: state}
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                """);
        assertThat(run(new String[] {KEY}, command, "other.yml").err())
                .singleElement()
                .asString()
                .isEqualTo("resend.http.tls cannot be used: check the paths, types and passwords of its stores.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "check"})
    void portThatIsLeftOutIsAskedFor(String command) throws Exception {
        Files.writeString(directory.resolve("other.yml"), """
                resend: {apiKey: re_sandbox}
                logging: {level: OFF}
                state: {directory: state}
                server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]}
                """);
        assertThat(run(new String[] {}, command, "other.yml").err())
                .singleElement()
                .asString()
                .startsWith("server.adminConnectors is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "stdio"})
    void unknownSettingIsNamed(String command) throws Exception {
        Files.writeString(directory.resolve("other.yml"), "resend:\n  rateLimits: 3\n");
        Ended ended = run(new String[] {KEY}, command, "other.yml");
        assertThat(ended.err())
                .singleElement()
                .asString()
                .contains("resend.rateLimits")
                .contains("does not exist");
    }

    @Test
    void fileThatIsNotYamlIsNamedWithItsLine() throws Exception {
        Files.writeString(directory.resolve("other.yml"), "resend:\n  rateLimit: [1\n");
        Ended ended = run(new String[] {KEY}, "server", "other.yml");
        assertThat(ended.err()).singleElement().asString().startsWith("other.yml is not valid YAML near line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "sandbox", "stdio", "check"})
    void fileThatCannotBeReadIsNamedByEveryCommand(String command) throws Exception {
        Files.createDirectory(directory.resolve("settings"));
        Ended ended = run(new String[] {KEY}, command, "settings");
        assertThat(ended.err()).containsExactly("settings is a directory, not a file.");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void auditLogThatHasNoPlaceStopsTheStart() throws Exception {
        Ended ended = run(new String[] {KEY, "AUDIT_DIR=config.yml"}, "server", "config.yml");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).singleElement().asString().startsWith("AUDIT_DIR cannot be created");
    }

    @Test
    void missingFileIsNamed() throws Exception {
        assertThat(run(new String[] {KEY}, "server", "none.yml").err())
                .singleElement()
                .asString()
                .startsWith("There is no file none.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "stdio", "check"})
    void forgottenFileIsAskedFor(String command) throws Exception {
        assertThat(run(new String[] {KEY}, command).err())
                .singleElement()
                .asString()
                .isEqualTo("Name the configuration file, such as: " + command + " config.yml");
    }
}
