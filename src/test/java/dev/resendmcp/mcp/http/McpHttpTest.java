package dev.resendmcp.mcp.http;

import static dev.resendmcp.mcp.http.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the revisions with a handshake over HTTP: which are answered, and how. */
class McpHttpTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void batchesAreRefused() {
        assertRefused(service.mcp().send("[" + PING + "]"), 400, RpcError.INVALID_REQUEST);
    }

    @Test
    void unknownVersionIsRefusedWithTheSupportedOnes() {
        HttpResponse<String> answer = service.mcp().send(PING, "MCP-Protocol-Version", "2024-01-01");
        assertRefused(answer, 400, RpcError.UNSUPPORTED_VERSION);
        assertThat(answer.body()).contains("2025-06-18, 2025-11-25, 2026-07-28").contains("\"id\":7");
    }

    @Test
    void staleSessionIdIsIgnored() {
        assertThat(service.mcp().send(PING, "Mcp-Session-Id", "gone").statusCode())
                .isEqualTo(200);
    }

    @Test
    void notificationIsAcceptedWithoutBody() {
        HttpResponse<String> answer =
                service.mcp().send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void initializeAgreesToAServedVersion(String version) {
        assertThat(initialize(version).path("protocolVersion").asText()).isEqualTo(version);
    }

    @Test
    void initializeOffersTheNewestVersionInsteadOfAnUnknownOne() {
        assertThat(initialize("2024-01-01").path("protocolVersion").asText()).isEqualTo("2025-11-25");
    }

    @Test
    void unknownMethodIsNotFound() {
        assertRefused(service.mcp().send(PING.replace("ping", "tasks/list")), 200, RpcError.METHOD_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"no_such_tool\"}",
                "{\"name\":5}",
                "{\"name\":\"list_emails\",\"arguments\":[]}",
                "{\"name\":\"list_emails\",\"arguments\":\"{\"}"
            })
    void wrongCallParamsAreInvalid(String params) {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}";
        assertRefused(service.mcp().send(call), 200, RpcError.INVALID_PARAMS);
    }

    @Test
    void wrongArgumentsAreAToolErrorTheModelCanRepair() {
        JsonNode result = service.mcp().result("list_emails", McpCalls.json("{'limit':0,'colour':'red'}"));
        assertThat(result.path("isError").asBoolean()).isTrue();
        JsonNode error = result.at("/structuredContent/error");
        assertThat(error.path("name").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("message").asText()).contains("limit").contains("colour");
    }

    @Test
    void idsComeBackWithTheirType() {
        assertThat(McpCalls.parse(service.mcp().send(PING.replace("7", "\"seven\"")))
                        .path("id")
                        .asText())
                .isEqualTo("seven");
        assertThat(McpCalls.parse(service.mcp().send(PING.replace("7", "9007199254740993")))
                        .path("id")
                        .asLong())
                .isEqualTo(9007199254740993L);
    }

    private static JsonNode initialize(String version) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + version + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
        return McpCalls.parse(service.mcp().send(message)).path("result");
    }
}
