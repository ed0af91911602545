package dev.resendmcp.mcp.http;

import static dev.resendmcp.mcp.http.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which a request of the revision without a handshake is checked, over HTTP. */
class ValidationOrderTest {
    private static final String TOKEN = "ladder-" + "0".repeat(30);
    private static final String LIST = "{'name':'list_emails','arguments':{}}";
    /** Position of the rung that excludes the one before it: a version cannot be both unknown and another one. */
    private static final int UNSUPPORTED = 7;

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().tokens(TOKEN);

    /** A rung: the damage, and what it is answered with. */
    private record Rung(int status, int code, Consumer<Message> damage) {}

    private static List<Rung> ladder() {
        return List.of(
                new Rung(403, RpcError.INVALID_REQUEST, m -> m.header("Origin", "https://evil.example")),
                new Rung(401, RpcError.INVALID_REQUEST, m -> m.header("Authorization", null)),
                new Rung(415, RpcError.INVALID_REQUEST, m -> m.header("Content-Type", "text/plain")),
                new Rung(400, RpcError.PARSE_ERROR, Message::cut),
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

    /** Each rung with all damages below it, which must not be told of. */
    private static Stream<List<Rung>> ladders() {
        List<Rung> rungs = ladder();
        return IntStream.range(0, rungs.size()).mapToObj(first -> {
            List<Rung> below = new ArrayList<>(rungs.subList(first, rungs.size()));
            if (first < UNSUPPORTED) {
                below.remove(rungs.get(UNSUPPORTED));
            }
            return below;
        });
    }

    @ParameterizedTest
    @MethodSource("ladders")
    void theFirstRuleThatFailsIsTheAnswer(List<Rung> damages) {
        Message message = authorized("tools/call", "{'name':'no_such_tool','arguments':{}}");
        damages.forEach(rung -> rung.damage().accept(message));
        assertRefused(
                service.modern().send(message),
                damages.get(0).status(),
                damages.get(0).code());
    }

    @Test
    void headersAreCheckedBeforeTheMethod() {
        Message message = authorized("no/such/method", "{}");
        assertRefused(service.modern().send(message), 404, RpcError.METHOD_NOT_FOUND);
        assertRefused(service.modern().send(message.header("Mcp-Method", "ping")), 400, RpcError.HEADER_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clientCapabilities | []",
                "clientCapabilities | null",
                "protocolVersion    | 20260728",
                "protocolVersion    | null"
            })
    void metaOfTheWrongTypeIsMalformed(String key, String value) {
        Message message = authorized("tools/list", "{}").meta(key, McpCalls.tree(value));
        assertRefused(service.modern().send(message), 400, RpcError.INVALID_PARAMS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/get    | {'name':'clean_list'}",
                "resources/read | {'uri':'resend://status'}",
                "tools/call     | {'name':'list_emails','arguments':{}}"
            })
    void namesAreRepeatedInAHeader(String method, String params) {
        assertThat(service.modern().send(authorized(method, params)).statusCode())
                .isEqualTo(200);
        for (String wrong : new String[] {null, "another"}) {
            Message message = authorized(method, params).header("Mcp-Name", wrong);
            assertRefused(service.modern().send(message), 400, RpcError.HEADER_MISMATCH);
        }
    }

    @Test
    void otherMethodsHaveNoNameToRepeat() {
        assertThat(service.modern()
                        .send(authorized("tools/list", "{}").header("Mcp-Name", "anything"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesOfHeadersAreReadWithoutRegardToCase() {
        Message message =
                authorized("tools/list", "{}").header("Mcp-Method", null).header("mCP-mETHOD", "tools/list");
        assertThat(service.modern().send(message).statusCode()).isEqualTo(200);
    }

    @Test
    void unsupportedVersionComesWithTheSupportedOnes() {
        Message message = authorized("tools/list", "{}");
        ladder().get(7).damage().accept(message);
        HttpResponse<String> answer = service.modern().send(message);
        JsonNode data = McpCalls.parse(answer).at("/error/data");
        assertThat(data).isEqualTo(McpCalls.json("{'supported':['2026-07-28'],'requested':'v999.0.0'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"})
    void missingHeadersAreRefused(String header) {
        assertRefused(
                service.modern().send(authorized("tools/call", LIST).header(header, null)),
                400,
                RpcError.HEADER_MISMATCH);
    }

    @Test
    void aModernHeaderWithoutAVersionInTheBodyIsMalformed() {
        Message message = authorized("tools/list", "{}").meta("protocolVersion", null);
        assertRefused(service.modern().send(message), 400, RpcError.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"  list_emails  ", "=?base64?bGlzdF9lbWFpbHM=?="})
    void namesMayBePaddedOrEncoded(String name) {
        assertThat(service.modern()
                        .send(authorized("tools/call", LIST).header("Mcp-Name", name))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?bGlzdF9lbWFpbHM?=", "=?base64?bGlzdF9lb!FpbHM=?=", "bGlzdF9lbWFpbHM="})
    void wronglyEncodedNamesAreRefused(String name) {
        assertRefused(
                service.modern().send(authorized("tools/call", LIST).header("Mcp-Name", name)),
                400,
                RpcError.HEADER_MISMATCH);
    }

    private static Message authorized(String method, String params) {
        return new Message(method, params).header("Authorization", "Bearer " + TOKEN);
    }
}
