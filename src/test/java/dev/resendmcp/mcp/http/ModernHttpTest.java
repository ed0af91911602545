package dev.resendmcp.mcp.http;

import static dev.resendmcp.mcp.http.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.mcp.methods.Handshake;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The revision without a handshake, over HTTP: forms, statuses, and what stands around results. */
class ModernHttpTest {
    private static final String LIST = "{'name':'list_emails','arguments':{}}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void discoveryTellsVersionsCapabilitiesAndPurpose() {
        JsonNode result = result(service.modern().send(new Message("server/discover", "{}")));
        assertThat(result.path("supportedVersions")).containsExactly(new TextNode("2026-07-28"));
        assertThat(result.at("/capabilities/tools").isObject()).isTrue();
        assertThat(result.at("/capabilities/logging").isMissingNode()).isTrue();
        assertThat(result.path("instructions").asText())
                .isEqualTo(Handshake.INSTRUCTIONS)
                .hasLineCount(5);
        assertDecorated(result);
        assertKept(result);
    }

    @Test
    void toolsAreListedWithCacheHintsAndInAFixedOrder() {
        JsonNode result = result(service.modern().send(new Message("tools/list", "{}")));
        assertThat(result.path("tools").size()).isGreaterThan(100);
        assertDecorated(result);
        assertKept(result);
        assertThat(result(service.modern().send(new Message("tools/list", "{}"))))
                .isEqualTo(result);
    }

    @Test
    void callsAreAnsweredInPlainJsonWithoutCacheHints() {
        HttpResponse<String> answer = service.modern().send(new Message("tools/call", LIST));
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonNode result = result(answer);
        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(result.at("/structuredContent/object").asText()).isEqualTo("list");
        assertDecorated(result);
        assertThat(result.has("ttlMs")).isFalse();
    }

    @Test
    void wrongArgumentsAreAResult() {
        JsonNode result =
                result(service.modern().send(new Message("tools/call", "{'name':'get_email','arguments':{}}")));
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertDecorated(result);
    }

    @Test
    void olderRevisionsGetNoneOfTheFields() {
        JsonNode result = service.mcp().ask("tools/list");
        assertThat(result.has("tools")).isTrue();
        assertThat(result.has("resultType")).isFalse();
        assertThat(result.has("ttlMs")).isFalse();
        assertThat(result.has("_meta")).isFalse();
    }

    @Test
    void sessionsAndResumptionAreIgnored() {
        HttpResponse<String> answer = service.modern()
                .send(new Message("tools/call", LIST)
                        .header("Mcp-Session-Id", "gone")
                        .header("Last-Event-ID", "7"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("mcp-session-id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/unsubscribe",
                "tasks/list",
                "no/such/method"
            })
    void removedAndUnknownMethodsAreNotFound(String method) {
        assertRefused(service.modern().send(new Message(method, "{}")), 404, RpcError.METHOD_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"seven\"", "\"7\"", "9007199254740993", "-1"})
    void idsComeBackWithTheirType(String id) {
        JsonNode wanted = McpCalls.tree(id);
        for (String method : List.of("server/discover", "tools/list", "no/such/method")) {
            HttpResponse<String> answer = service.modern().send(new Message(method, "{}").id(wanted));
            assertThat(McpCalls.parse(answer).path("id")).isEqualTo(wanted);
        }
        HttpResponse<String> refused =
                service.modern().send(new Message("tools/list", "{}").id(wanted).header("Mcp-Method", null));
        assertThat(McpCalls.parse(refused).path("id")).isEqualTo(wanted);
    }

    /** Rows of the table of outcomes that carry an error of JSON-RPC with status 200. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools/call | {'name':'no_such_tool','arguments':{}}",
                "tools/call | {'name':'list_emails','arguments':[]}",
                "prompts/get | {'name':'no_such_prompt'}",
                "resources/read | {'uri':'resend://nothing'}",
                "completion/complete | {'ref':7}",
                "tools/list | {'cursor':7}",
                "tools/list | {'cursor':'no such page'}",
                "prompts/list | {'cursor':'no such page'}",
                "resources/list | {'cursor':'no such page'}",
                "resources/templates/list | {'cursor':'no such page'}",
                "skills/list | {'cursor':'no such page'}",
                "skills/get | {'uri':'skill://other/SKILL.md'}"
            })
    void wrongParamsAreAnErrorWithAGoodStatus(String method, String params) {
        assertRefused(service.modern().send(new Message(method, params)), 200, RpcError.INVALID_PARAMS);
    }

    @Test
    void notificationsAreAcceptedWithoutABody() {
        HttpResponse<String> answer =
                service.modern().send(new Message("notifications/cancelled", "{'requestId':1}").withoutId());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anErrorHasNoIdWhenNoneCouldBeRead() {
        HttpResponse<String> answer = service.modern().send(new Message("tools/list", "{}").cut());
        assertRefused(answer, 400, RpcError.PARSE_ERROR);
        assertThat(McpCalls.parse(answer).has("id")).isFalse();
    }

    @Test
    void whoDoesNotNameItselfIsServed() {
        Message message = new Message("tools/list", "{}").meta("clientInfo", null);
        assertThat(service.modern().send(message).statusCode()).isEqualTo(200);
    }

    private static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = McpCalls.parse(answer);
        assertThat(body.has("result")).as(answer.body()).isTrue();
        return body.get("result");
    }

    private static void assertDecorated(JsonNode result) {
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        JsonNode server = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
        assertThat(server.path("name").asText()).isEqualTo("resend-full-mcp");
        assertThat(server.path("version").asText()).isNotEmpty();
    }

    private static void assertKept(JsonNode result) {
        assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
    }
}
