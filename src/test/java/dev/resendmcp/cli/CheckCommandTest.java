package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command check: everything but the start. */
@Tag("slow")
class CheckCommandTest extends StartFixture {
    @Test
    void checkSaysInOneLineThatAllIsWellAndLeavesNothingBehind() throws Exception {
        Ended ended = run(new String[] {KEY}, "check", "config.yml");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(directory.resolve("out"))
                .hasContent("config.yml is valid: MCP would be served at 127.0.0.1:0, the admin port at 127.0.0.1:0.");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("config.yml", "out", "err");
    }

    @Test
    void checkRefusesWhatServerWouldRefuse() throws Exception {
        Ended ended = run(new String[] {KEY, "MCP_HOST=0.0.0.0"}, "check", "config.yml");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).singleElement().asString().startsWith("MCP_AUTH_TOKENS is not set");
    }

    @Test
    void checkAndStdioRefuseToolsThatDoNotExist() throws Exception {
        for (String command : List.of("check", "stdio")) {
            Ended ended = run(new String[] {KEY, "CONFIRM_TOOLS=delete_domian"}, command, "config.yml");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).singleElement().asString().startsWith("CONFIRM_TOOLS (access.confirm)");
        }
    }
}
