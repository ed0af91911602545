package dev.resendmcp.mcp.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.mcp.conformance.FixtureServer;
import dev.resendmcp.mcp.conformance.FixtureTools;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.toolsets.ToolView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams of those who listen, over a pipe. */
class StdioServerTest {
    private static final String LISTEN =
            "{'jsonrpc':'2.0','id':'L1','method':'subscriptions/listen','params':{'notifications':{'toolsListChanged':true},"
                    + "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                    + "'io.modelcontextprotocol/clientCapabilities':{}}}}";
    private static final String ACKNOWLEDGED = """
            {'jsonrpc':'2.0','method':'notifications/subscriptions/acknowledged',
             'params':{'_meta':{'io.modelcontextprotocol/subscriptionId':'L1'},
                       'notifications':{'toolsListChanged':true}}}""";

    @Test
    void listeningIsAcknowledgedAndEndsWithItsResultAndACancellation() throws IOException {
        List<JsonNode> said = serve(LISTEN);
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).isEqualTo(McpCalls.json(ACKNOWLEDGED));
        assertThat(said.get(1).path("id").asText()).isEqualTo("L1");
        assertThat(said.get(1)
                        .at("/result/_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .asText())
                .isEqualTo("L1");
        assertThat(said.get(2))
                .isEqualTo(McpCalls.json(
                        "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':'L1'}}"));
    }

    @Test
    void nothingIsSaidOfAStreamThatWasCancelled() throws IOException {
        List<JsonNode> said =
                serve(LISTEN, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':'L1'}}");
        assertThat(said).containsExactly(McpCalls.json(ACKNOWLEDGED));
    }

    @Test
    void listeningNeedsAFilter() throws IOException {
        List<JsonNode> said = serve(LISTEN.replace("'notifications'", "'other'"));
        assertThat(said)
                .singleElement()
                .satisfies(
                        answer -> assertThat(answer.at("/error/code").asInt()).isEqualTo(RpcError.INVALID_PARAMS));
    }

    @Test
    void messageOfVeryManyNodesIsRefusedAndTheNextOneServed() throws IOException {
        String many = "{'jsonrpc':'2.0','id':1,'method':'ping','params':{'x':[" + "{},".repeat(30_000) + "0]}}";
        List<JsonNode> said = serve(many, "{'jsonrpc':'2.0','id':2,'method':'ping'}");
        assertThat(said).hasSize(2);
        assertThat(said.get(0).at("/error/code").asInt()).isEqualTo(RpcError.PARSE_ERROR);
        assertThat(said.get(1).path("id").asInt()).isEqualTo(2);
    }

    @Test
    void batchOfAnOlderClientIsAnsweredInOneLine() throws IOException {
        List<JsonNode> said = serve(
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-03-26','capabilities':{}}}",
                "[{'jsonrpc':'2.0','id':2,'method':'ping'},{'jsonrpc':'2.0','id':3,'method':'ping'}]");
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).extracting(reply -> reply.path("id").asInt()).containsExactly(2, 3);
    }

    @Test
    void batchAfterTheHandshakeOfANewerRevisionIsRefused() throws IOException {
        List<JsonNode> said = serve(
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{}}}",
                "[{'jsonrpc':'2.0','id':2,'method':'ping'}]");
        assertThat(said.get(1).at("/error/code").asInt()).isEqualTo(RpcError.INVALID_REQUEST);
    }

    @Test
    @Tag("slow")
    void clientOfAnOlderRevisionIsToldThatItsToolsHaveChanged() throws IOException {
        AtomicReference<ToolView> offered = new AtomicReference<>(ToolView.NONE);
        try (PipedOutputStream client = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(client, 65_536)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            StdioServer server = server(offered::get);
            Thread serving = new Thread(() -> serve(server, in, out));
            serving.start();
            write(
                    client,
                    "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2024-11-05','capabilities':{}}}");
            write(client, "{'jsonrpc':'2.0','method':'notifications/initialized'}");
            write(client, "{'jsonrpc':'2.0','id':2,'method':'ping'}");
            await().until(() -> out.toString(StandardCharsets.UTF_8).contains("\"id\":2"));
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"tools\":{\"listChanged\":true}");
            offered.set(ToolView.ALL);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> out.toString(StandardCharsets.UTF_8).contains("notifications/tools/list_changed"));
            client.close();
            await().until(() -> !serving.isAlive());
        }
    }

    private static void write(OutputStream client, String line) throws IOException {
        client.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    private static void serve(StdioServer server, InputStream in, OutputStream out) {
        try {
            server.serve(in, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> serve(String... lines) throws IOException {
        return serve(() -> ToolView.ALL, lines);
    }

    private static StdioServer server(Supplier<ToolView> offered) {
        return new StdioServer(
                FixtureServer.protocol(Runnable::run),
                BodyLimits.of(new ResendMcpConfiguration().mcp(), new FixtureTools()),
                McpCalls.JSON,
                new Supervisor(status -> {}),
                () -> {},
                offered);
    }

    private static List<JsonNode> serve(Supplier<ToolView> offered, String... lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String in = String.join("\n", lines).replace('\'', '"') + "\n";
        server(offered).serve(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8).lines().map(McpCalls::tree).toList();
    }
}
