package dev.resendmcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bridge of {@code ops/bridge} between a client that starts processes and the service. Needs Node.js. */
@Tag("slow")
class BridgeTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String HANDSHAKE = "{'jsonrpc':'2.0','id':1,'method':'initialize','params':"
            + "{'protocolVersion':'2025-06-18','capabilities':{},'clientInfo':{'name':'t','version':'1'}}}";
    private static final String INITIALIZED = "{'jsonrpc':'2.0','method':'notifications/initialized'}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().tokens("ann:" + TOKEN);

    @TempDir
    Path directory;

    @BeforeAll
    static void requireNode() {
        boolean present;
        try {
            present = new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            present = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            present = false;
        }
        assumeTrue(present, "node is not installed");
    }

    @Test
    void requestsAreAnsweredByTheService() throws Exception {
        List<JsonNode> answers = run(
                TOKEN,
                service.uri("/mcp").toString(),
                HANDSHAKE,
                INITIALIZED,
                "{'jsonrpc':'2.0','id':2,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':'c','method':'tools/call','params':{'name':'list_domains','arguments':{},"
                        + "'_meta':{'progressToken':1}}}");
        assertThat(byId(answers, "1").at("/result/protocolVersion").asText()).isEqualTo("2025-06-18");
        assertThat(byId(answers, "2").at("/result/tools")).isNotEmpty();
        assertThat(byId(answers, "c").at("/result/structuredContent/object").asText())
                .isEqualTo("list");
        assertThat(answers).hasSize(3);
    }

    @Test
    void requestOfTheNewestRevisionHasItsHeaders() throws Exception {
        List<JsonNode> answers = run(
                TOKEN,
                service.uri("/mcp").toString(),
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'list_domains','arguments':{},'_meta':"
                        + "{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                        + "'io.modelcontextprotocol/clientCapabilities':{}}}}");
        assertThat(byId(answers, "1").at("/result/structuredContent/object").asText())
                .isEqualTo("list");
    }

    @Test
    void wrongTokenIsToldToTheClient() throws Exception {
        List<JsonNode> answers = run("wrong", service.uri("/mcp").toString(), HANDSHAKE);
        assertThat(byId(answers, "1").at("/error/message").asText()).isEqualTo("The bearer token is not valid");
    }

    @Test
    void addressWithoutAServiceIsToldToTheClient() throws Exception {
        List<JsonNode> answers = run(TOKEN, "http://127.0.0.1:9/mcp", HANDSHAKE);
        assertThat(byId(answers, "1").at("/error/message").asText())
                .startsWith("http://127.0.0.1:9/mcp cannot be reached");
    }

    private List<JsonNode> run(String token, String address, String... lines) throws Exception {
        Path in = Files.writeString(
                directory.resolve("in"), String.join("\n", lines).replace('\'', '"') + "\n");
        Path out = directory.resolve("out");
        ProcessBuilder bridge = new ProcessBuilder("node", "ops/bridge/server/index.js")
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile());
        bridge.environment().put("RESEND_MCP_ADDRESS", address);
        bridge.environment().put("RESEND_MCP_TOKEN", token);
        Process process = bridge.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(out).stream().map(McpCalls::tree).toList();
    }

    private static JsonNode byId(List<JsonNode> answers, String id) {
        return answers.stream()
                .filter(answer -> answer.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + id));
    }
}
