package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts the service at a terminal, which script(1) of util-linux provides. */
@Tag("slow")
class TerminalTest {
    private static final Pattern CURL =
            Pattern.compile("  curl -s (\\S+) -H 'Content-Type: application/json' -d '(.*)'");

    @TempDir
    Path directory;

    private Process process;

    @BeforeEach
    void requireScript() throws Exception {
        assumeThat(scriptIsThere()).as("script of util-linux is there").isTrue();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            // The terminal goes with it, and that ends the service.
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void sandboxSaysInFourLinesWhereEverythingIs() throws Exception {
        List<String> lines = linesUpTo("  curl ", Map.of(), "sandbox");
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).matches("MCP is served at http://127.0.0.1:\\d+/mcp\\. Press Ctrl\\+C to stop\\.");
        assertThat(lines.get(1)).startsWith("Resend is simulated at http://127.0.0.1:");
        assertThat(lines.get(2))
                .matches("Health is at http://127.0.0.1:\\d+/healthcheck, metrics are at .*/prometheus\\.");
        assertThat(lines.get(3))
                .isEqualTo("The log is " + directory.toRealPath().resolve("logs/resend-full-mcp.log")
                        + "; warnings appear here as well.");
        assertThat(lines.get(4)).isEqualTo("Try it in another terminal:");
    }

    @Test
    void commandToCopySendsAMail() throws Exception {
        List<String> lines = linesUpTo("  curl ", Map.of(), "sandbox");
        Matcher curl = CURL.matcher(lines.get(lines.size() - 1));
        assertThat(curl.matches()).isTrue();
        JsonNode answer = McpCalls.parse(new McpCalls(URI.create(curl.group(1))).send(curl.group(2)));
        assertThat(answer.path("result").path("structuredContent").path("id").asText())
                .isNotEmpty();
    }

    @Test
    void serverEndsWithTheCommandThatConnectsAClient() throws Exception {
        String token = "t".repeat(32);
        List<String> lines = linesUpTo("  claude ", Map.of("MCP_AUTH_TOKENS", token), "server");
        assertThat(lines).hasSize(5).noneMatch(line -> line.contains(token));
        assertThat(lines.get(0)).endsWith("; that takes 10 seconds (health.shutdownWaitPeriod).");
        assertThat(lines.get(4))
                .matches("  claude mcp add --transport http resend http://127.0.0.1:\\d+/mcp"
                        + " --header \"Authorization: Bearer <token>\"");
    }

    @Test
    void warningsAreTextWithTimeAndLevel() throws Exception {
        List<String> lines = linesUpTo("  claude ", Map.of("MCP_AUTH_TOKEN", "x"), "server");
        assertThat(lines.get(0))
                .matches("\\d\\d:\\d\\d:\\d\\d WARN  MCP_AUTH_TOKEN is set, but nothing reads it; did you mean"
                        + " MCP_AUTH_TOKENS\\?");
    }

    @Test
    void portInUseIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(Map.of("MCP_PORT", String.valueOf(taken.getLocalPort())), "server");
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 (MCP_PORT) is in use");
        }
    }

    @Test
    void jsonIsWrittenToATerminalOnDemand() throws Exception {
        assertThat(linesUpTo("{", Map.of("LOG_FORMAT", "json"), "sandbox")).allMatch(line -> line.startsWith("{"));
    }

    private List<String> linesUpTo(String beginning, Map<String, String> more, String command) throws IOException {
        start(more, command);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || lines().stream().anyMatch(line -> line.startsWith(beginning)));
        return lines();
    }

    private void start(Map<String, String> more, String command) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESEND_API_KEY", "re_sandbox",
                "RESEND_API_BASE_URL", "http://127.0.0.1:1",
                "MCP_PORT", "0",
                "ADMIN_PORT", "0",
                "LOG_DIR", "logs",
                "STATE_DIR", "state"));
        variables.putAll(more);
        ProcessBuilder builder = ApplicationProcess.in(directory, variables, List.of(), List.of(command, "config.yml"));
        String quoted = builder.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        process = builder.command(
                        "script", "--quiet", "--return", "--flush", "--command", "exec " + quoted, "/dev/null")
                .start();
    }

    /** Whole lines only. */
    private List<String> lines() throws IOException {
        String text = Files.readString(directory.resolve("out"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static boolean scriptIsThere() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("script", "--version").start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return version.waitFor() == 0 && text.contains("util-linux");
        } catch (IOException e) {
            return false;
        }
    }
}
