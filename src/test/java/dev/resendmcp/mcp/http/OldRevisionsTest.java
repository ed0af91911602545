package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the revisions 2024-11-05 and 2025-03-26: their handshake and their batches. */
class OldRevisionsTest {
    private static final String LIST =
            "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'list_domains','arguments':{}}}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26"})
    void handshakeAgreesOnTheRevisionThatTheClientAsksFor(String version) {
        JsonNode result =
                service.mcp().resultOf("initialize", "{'protocolVersion':'" + version + "','capabilities':{}}");
        assertThat(result.path("protocolVersion").asText()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26"})
    void requestThatNamesTheRevisionIsServed(String version) {
        assertThat(send("{'jsonrpc':'2.0','id':1,'method':'ping'}", "MCP-Protocol-Version", version)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsOfABatchAreAnsweredInOneArray() {
        JsonNode replies = McpCalls.parse(batch("[{'jsonrpc':'2.0','id':1,'method':'ping'}," + LIST
                + ",{'jsonrpc':'2.0','method':'notifications/initialized'},5]"));
        assertThat(replies).hasSize(3);
        assertThat(replies)
                .anySatisfy(reply -> assertThat(reply.path("id").asInt()).isEqualTo(1));
        assertThat(replies)
                .anySatisfy(reply -> assertThat(
                                reply.at("/result/structuredContent/object").asText())
                        .isEqualTo("list"));
        assertThat(replies)
                .anySatisfy(reply -> assertThat(reply.at("/error/code").asInt()).isEqualTo(-32600));
    }

    @Test
    void batchOfNotificationsIsAccepted() {
        HttpResponse<String> answer = batch("[{'jsonrpc':'2.0','method':'notifications/initialized'}]");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void handshakeIsNotPartOfABatch() {
        JsonNode replies = McpCalls.parse(
                batch("[{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-03-26'}}]"));
        assertThat(replies.at("/0/error/message").asText()).isEqualTo("This request cannot be part of a batch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28"})
    void laterRevisionHasNoBatches(String version) {
        HttpResponse<String> answer =
                send("[{'jsonrpc':'2.0','id':1,'method':'ping'}]", "MCP-Protocol-Version", version);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(McpCalls.parse(answer).at("/error/message").asText()).startsWith("This revision has no batches");
    }

    @Test
    void emptyBatchIsRefused() {
        assertThat(McpCalls.parse(batch("[]")).at("/error/message").asText()).isEqualTo("A batch must have messages");
    }

    @Test
    void clientThatNamesNoRevisionMaySendABatch() {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/mcp"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]"))
                        .build());
        assertThat(McpCalls.parse(answer)).hasSize(1);
    }

    private static HttpResponse<String> batch(String body) {
        return send(body, "MCP-Protocol-Version", "2025-03-26");
    }

    private static HttpResponse<String> send(String body, String... headers) {
        return service.mcp().send(body.replace('\'', '"'), headers);
    }
}
