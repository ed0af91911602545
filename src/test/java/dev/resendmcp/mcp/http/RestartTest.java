package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.RunningService;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A restart between two calls is nothing that a client has to know of: there is no session to lose. */
@Tag("slow")
class RestartTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private ResendSimulator resend;
    private RunningService service;

    @BeforeEach
    void start() {
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY);
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    @Test
    void clientsOfBothErasGoOnAsIfNothingHadHappened() {
        McpCalls legacy = service.mcp();
        ModernCalls modern = service.modern();
        legacy.ask(
                "initialize",
                "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}");
        String legacyTools = legacy.send(LIST).body();
        String modernTools = modern.send(new Message("tools/list", "{}")).body();
        restart();
        assertThat(legacy.call("list_domains", "{}").path("data")).isNotEmpty();
        assertThat(modern.send(new Message("tools/call", "{'name':'list_domains','arguments':{}}"))
                        .body())
                .contains(SeedData.DOMAIN_NAME);
        assertThat(legacy.send(LIST).body()).isEqualTo(legacyTools);
        assertThat(modern.send(new Message("tools/list", "{}")).body()).isEqualTo(modernTools);
    }

    @Test
    void theClientOfTheSdkNeedsNoNewHandshake() {
        String address = service.uri("").toString();
        try (McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(address)
                        .endpoint("/mcp")
                        .build())
                .build()) {
            client.initialize();
            restart();
            CallToolRequest call =
                    CallToolRequest.builder("list_domains").arguments(Map.of()).build();
            assertThat(client.callTool(call).isError()).isFalse();
        }
    }

    /** Stops the service and starts another one on the same port. */
    private void restart() {
        String port = String.valueOf(service.uri("").getPort());
        service.close();
        service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("MCP_PORT", port));
    }
}
