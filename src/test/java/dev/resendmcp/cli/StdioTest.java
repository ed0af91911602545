package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that desktop clients start: protocol on standard output, all else on standard error. */
@Tag("slow")
class StdioTest {
    private static final String META = "'params':{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";

    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";

    @TempDir
    Path directory;

    private ResendSimulator resend;

    @BeforeEach
    void start() {
        resend = new ResendSimulator(100).start();
    }

    @AfterEach
    void stop() {
        resend.close();
    }

    @Test
    void bothErasAreAnsweredAndEverythingThatRunsIsFinished() throws Exception {
        List<JsonNode> out = run(
                "100",
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{},"
                        + "'clientInfo':{'name':'t','version':'1'}}}",
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "",
                "nonsense",
                "{'jsonrpc':'2.0','id':'d','method':'server/discover'," + META + "}}",
                "{'jsonrpc':'2.0','id':2,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'list_domains','arguments':{}}}");
        assertThat(byId(out, "1").at("/result/protocolVersion").asText()).isEqualTo("2025-06-18");
        assertThat(out)
                .anySatisfy(
                        answer -> assertThat(answer.at("/error/code").asInt()).isEqualTo(-32700));
        assertThat(byId(out, "d").at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");
        assertThat(byId(out, "2").at("/result/tools")).hasSize(145);
        assertThat(byId(out, "3").at("/result/structuredContent/object").asText())
                .isEqualTo("list");
        assertThat(resend.requests()).extracting(RecordedRequest::target).containsExactly("/domains");
        assertThat(Files.readAllLines(directory.resolve("err")))
                .allSatisfy(line -> assertThat(line).startsWith("{"));
    }

    @Test
    void cancelledCallGetsNoAnswerAndDoesNotLeave() throws Exception {
        List<JsonNode> out = run(
                "1",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'list_domains','arguments':{}}}",
                "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'list_emails','arguments':{}}}",
                "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'list_topics','arguments':{}}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':2}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':3}}");
        assertThat(out).isEmpty();
        assertThat(resend.requests())
                .as("one may have passed the line before it was cancelled")
                .hasSizeLessThan(3);
    }

    @Test
    void toolsThatNeedAYesAreConfirmedInBothEras() throws Exception {
        String call = "'method':'tools/call','params':{'name':'delete_domain','arguments':{'domain_id':'"
                + SeededAccount.DOMAIN_ID + "'}";
        String forms = META.replace("'params':{", "").replace("Capabilities':{}", "Capabilities':{'elicitation':{}}");
        List<JsonNode> out = run(
                "100",
                "{'jsonrpc':'2.0','id':1," + call + "}}",
                "{'jsonrpc':'2.0','id':2," + call + "," + forms + "}}");
        assertThat(byId(out, "1")
                        .at("/result/structuredContent/confirmation_required/confirmation_token")
                        .asText())
                .isNotEmpty();
        assertThat(byId(out, "2").at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(resend.requests()).isEmpty();
    }

    @Test
    void clientIsNamedInTheLineOfAToolCall() throws Exception {
        run(
                "100",
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{},"
                        + "'clientInfo':{'name':'example-client','version':'1.2'}}}",
                "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'list_domains','arguments':{}}}");
        assertThat(Files.readAllLines(directory.resolve("err")).stream().map(McpCalls::json))
                .filteredOn(line -> line.path("message").asText().equals("Tool call"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("client").asText()).isEqualTo("example-client/1.2"));
    }

    @Test
    void callFromBeforeTheHandshakeCanBeCancelledAfterIt() throws Exception {
        String call = "'method':'tools/call','params':{'name':'list_domains','arguments':{}}}";
        List<JsonNode> out = run(
                "1",
                "{'jsonrpc':'2.0','id':1," + call,
                "{'jsonrpc':'2.0','id':2," + call,
                "{'jsonrpc':'2.0','id':3," + call,
                "{'jsonrpc':'2.0','id':4,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{},"
                        + "'clientInfo':{'name':'example-client','version':'1.2'}}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':3}}");
        assertThat(out)
                .extracting(answer -> answer.path("id").asInt())
                .contains(4)
                .doesNotContain(3);
    }

    @Test
    void settingsOfTheHttpServerDoNotMatter() throws Exception {
        Process process = begin(Map.of("MCP_PORT", "nonsense"), List.of(), PING);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("out")).content().contains("result");
    }

    @Test
    void folderOfLogsThatCannotBeWrittenIsOneWarning() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Process process = begin(Map.of("LOG_DIR", file.resolve("logs").toString()), List.of(), PING);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("out")).content().contains("result");
        assertThat(Files.readAllLines(directory.resolve("err")))
                .allSatisfy(line -> assertThat(line).startsWith("{"))
                .filteredOn(line -> line.contains("LOG_DIR"))
                .hasSize(1);
    }

    @Test
    void systemPropertiesReplaceSettings() throws Exception {
        Process process = begin(Map.of(), List.of("-Ddw.resend.rateLimit=0"), PING);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("err"))
                .content()
                .contains("resend.rateLimit in config.yml) must be a whole number between 1 and 1000.");
    }

    private List<JsonNode> run(String rateLimit, String... lines) throws IOException, InterruptedException {
        Process process = begin(Map.of("RATE_LIMIT", rateLimit, "CONFIRM_TOOLS", "destructive"), List.of(), lines);
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("it ends with its input")
                .isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(directory.resolve("out")).stream()
                .map(McpCalls::tree)
                .toList();
    }

    private Process begin(Map<String, String> settings, List<String> javaOptions, String... lines) throws IOException {
        Path in = Files.writeString(
                directory.resolve("in"), String.join("\n", lines).replace('\'', '"') + "\n", StandardCharsets.UTF_8);
        Map<String, String> variables = new HashMap<>(settings);
        variables.put("RESEND_API_KEY", SeedData.FULL_ACCESS_KEY);
        variables.put("RESEND_API_BASE_URL", resend.baseUri().toString());
        return ApplicationProcess.in(directory, variables, javaOptions, List.of("stdio", "config.yml"))
                .redirectInput(in.toFile())
                .start();
    }

    private static JsonNode byId(List<JsonNode> answers, String id) {
        return answers.stream()
                .filter(answer -> answer.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + id));
    }
}
