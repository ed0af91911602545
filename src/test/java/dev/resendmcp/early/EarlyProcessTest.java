package dev.resendmcp.early;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.PrepareAnswers;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that answer from what the build prepares, with the whole service behind it. */
@Tag("slow")
class EarlyProcessTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n";
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"list_domains\",\"arguments\":{}}}\n";

    @TempDir
    static Path prepared;

    @TempDir
    Path directory;

    @BeforeAll
    static void prepare() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrepareAnswers.class.getName(),
                        "config.yml",
                        prepared.toString(),
                        prepared.resolve("work").toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    static Stream<Map<String, String>> choices() {
        return Stream.of(
                Map.of(),
                Map.of("TOOLSETS", "core"),
                Map.of("TOOLSETS", " Sending ,webhooks", "EXCLUDE_TOOLS", "delete_webhook"),
                Map.of("READ_ONLY", "true"),
                Map.of("READ_ONLY", "true", "TOOLSETS", "marketing", "TOOLS", "get_email,send_email"));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void preparedListEqualsTheLiveOne(Map<String, String> choice) throws Exception {
        String live = listOfTheService(choice);
        assertThat(live).contains("inputSchema");
        assertThat(recorded(Files.readAllBytes(prepared.resolve(PreparedAnswers.FILE)), choice))
                .isEqualTo(live);
        try (InputStream packaged = PreparedAnswers.class.getResourceAsStream("/" + PreparedAnswers.FILE)) {
            // Only Maven puts it there.
            if (packaged != null) {
                assertThat(recorded(packaged.readAllBytes(), choice)).isEqualTo(live);
            }
        }
    }

    /** What a process answers whose settings, equal to the defaults, are not known to be harmless. */
    private String listOfTheService(Map<String, String> choice) throws Exception {
        Map<String, String> settings = new HashMap<>(choice);
        settings.put("CONFIRM_TOOLS", "");
        Process process = begin(settings);
        try (Writer in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            in.write(LIST);
            in.flush();
            String answer = out.readLine();
            in.close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return answer;
        }
    }

    @Test
    void unknownToolsetEndsTheProcessWithoutAnAnswer() throws Exception {
        Process process = begin(Map.of("TOOLSETS", "core,emials"));
        try (Writer in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            in.write(LIST);
            in.flush();
            assertThat(out.readLine()).isNull();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void callThatComesEarlyIsAnsweredByTheService() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            Process process =
                    begin(Map.of("RESEND_API_BASE_URL", resend.baseUri().toString()));
            try (Writer in = process.outputWriter();
                    BufferedReader out = process.inputReader()) {
                in.write(LIST + CALL);
                in.flush();
                assertThat(McpCalls.tree(out.readLine()).at("/result/tools")).isNotEmpty();
                assertThat(McpCalls.tree(out.readLine())
                                .at("/result/structuredContent/object")
                                .asText())
                        .isEqualTo("list");
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void wrongSettingEndsTheProcessWithItsSentenceAfterTheEarlyAnswer() throws Exception {
        Process process = begin(Map.of("RATE_LIMIT", "many"));
        try (Writer in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            in.write(LIST);
            in.flush();
            assertThat(McpCalls.tree(out.readLine()).at("/result/tools")).isNotEmpty();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("err")))
                .singleElement()
                .asString()
                .startsWith("RATE_LIMIT (resend.rateLimit in config.yml) must be a whole number");
    }

    @Test
    void settingThatChangesTheListIsHeeded() throws Exception {
        Process process = begin(Map.of("DEDUPLICATION_WINDOW", "3m"));
        try (Writer in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            in.write(LIST);
            in.flush();
            assertThat(out.readLine()).contains("3 minutes");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Process begin(Map<String, String> settings) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("RESEND_API_KEY", SeedData.FULL_ACCESS_KEY));
        variables.putAll(settings);
        ProcessBuilder process = ApplicationProcess.in(
                        directory, variables, List.of("-Xbootclasspath/a:" + prepared), List.of("stdio", "config.yml"))
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        // Even the default would make the process wait for its service.
        process.environment().remove("APPROVE_TOOLS");
        return process.start();
    }

    private static String recorded(byte[] file, Map<String, String> choice) throws IOException {
        byte[] list = PreparedAnswers.read(new ByteArrayInputStream(file))
                .of(choice)
                .orElseThrow()
                .result(PreparedAnswers.key("tools/list", ""));
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + new String(list, StandardCharsets.UTF_8) + "}";
    }
}
