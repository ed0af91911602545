package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        assertThat(result.path("instructions").asText()).contains("Resend");
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

    /** A rung: the damage, and what it is answered with. */
    private record Rung(int status, int code, Consumer<Message> damage) {}

    private static List<Rung> ladder() {
        return List.of(
                new Rung(415, RpcError.INVALID_REQUEST, m -> m.header("Content-Type", "text/plain")),
                new Rung(400, RpcError.INVALID_REQUEST, m -> m.id(McpCalls.tree("null"))),
                new Rung(400, RpcError.INVALID_PARAMS, m -> m.meta("clientCapabilities", null)),
                new Rung(400, RpcError.HEADER_MISMATCH, m -> m.header("MCP-Protocol-Version", "2025-11-25")),
                new Rung(
                        400,
                        RpcError.UNSUPPORTED_VERSION,
                        m -> m.meta("protocolVersion", new TextNode("v999.0.0"))
                                .header("MCP-Protocol-Version", "v999.0.0")),
                new Rung(400, RpcError.HEADER_MISMATCH, m -> m.header("Mcp-Method", "TOOLS/CALL")),
                new Rung(400, RpcError.HEADER_MISMATCH, m -> m.header("Mcp-Name", "send_email")),
                new Rung(200, RpcError.INVALID_PARAMS, m -> {}));
    }

    /** Damages of a message from the first to the last rung, the first {@code n} repaired. */
    private static Stream<List<Rung>> ladders() {
        List<Rung> rungs = ladder();
        // The two rungs about the version exclude each other in one message, so they are climbed one by one.
        return Stream.concat(
                rungs.stream().map(List::of),
                Stream.of(
                        rungs.subList(0, 4),
                        rungs.subList(1, 4),
                        rungs.subList(2, 4),
                        List.of(rungs.get(3), rungs.get(5), rungs.get(6)),
                        List.of(rungs.get(4), rungs.get(5), rungs.get(6)),
                        rungs.subList(5, 7),
                        rungs.subList(6, 8)));
    }

    @ParameterizedTest
    @MethodSource("ladders")
    void theFirstRuleThatFailsIsTheAnswer(List<Rung> damages) {
        Message message = new Message("tools/call", "{'name':'no_such_tool','arguments':{}}");
        damages.forEach(rung -> rung.damage().accept(message));
        assertError(
                service.modern().send(message),
                damages.get(0).status(),
                damages.get(0).code());
    }

    @Test
    void unsupportedVersionComesWithTheSupportedOnes() {
        Message message = new Message("tools/list", "{}");
        ladder().get(4).damage().accept(message);
        HttpResponse<String> answer = service.modern().send(message);
        JsonNode data = McpCalls.parse(answer).at("/error/data");
        assertThat(data).isEqualTo(McpCalls.json("{'supported':['2026-07-28'],'requested':'v999.0.0'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"})
    void missingHeadersAreRefused(String header) {
        assertError(
                service.modern().send(new Message("tools/call", LIST).header(header, null)),
                400,
                RpcError.HEADER_MISMATCH);
    }

    @Test
    void aModernHeaderWithoutAVersionInTheBodyIsMalformed() {
        Message message = new Message("tools/list", "{}").meta("protocolVersion", null);
        assertError(service.modern().send(message), 400, RpcError.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"  list_emails  ", "=?base64?bGlzdF9lbWFpbHM=?="})
    void namesMayBePaddedOrEncoded(String name) {
        assertThat(service.modern()
                        .send(new Message("tools/call", LIST).header("Mcp-Name", name))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?bGlzdF9lbWFpbHM?=", "=?base64?bGlzdF9lb!FpbHM=?=", "bGlzdF9lbWFpbHM="})
    void wronglyEncodedNamesAreRefused(String name) {
        assertError(
                service.modern().send(new Message("tools/call", LIST).header("Mcp-Name", name)),
                400,
                RpcError.HEADER_MISMATCH);
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
        assertError(service.modern().send(new Message(method, "{}")), 404, RpcError.METHOD_NOT_FOUND);
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

    private static void assertError(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(McpCalls.parse(answer).at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("java.");
    }
}
