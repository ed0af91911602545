package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A service of which some tools are to be confirmed, and two callers. */
abstract class ConfirmationFixture {
    static final String ANN = "Bearer ann-" + "0".repeat(30);
    static final String BOB = "Bearer bob-" + "0".repeat(30);
    static final String ARGUMENTS = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";
    static final String FORMS = "{'elicitation':{}}";

    static ResendSimulator resend;
    static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "MCP_AUTH_TOKENS",
                        (ANN + ", " + BOB).replace("Bearer ", ""),
                        "APPROVE_TOOLS",
                        "delete_domain, delete_webhook, send_email, list_domains, send_broadcast",
                        "APPROVE_BY",
                        "token",
                        "CONFIRMATION_KEY",
                        "k".repeat(32)));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @BeforeEach
    void forget() {
        resend.reset();
    }

    static JsonNode legacy(String caller, String tool, String arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + "}";
        return service.mcp().ask("tools/call", params, "Authorization", caller).path("result");
    }

    static JsonNode modern(String capabilities, String tool, String arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + "}";
        return send(new Message("tools/call", params), capabilities).path("result");
    }

    /** The call of {@link #ARGUMENTS} again, with the state of a question and answers to it. */
    static JsonNode answer(JsonNode question, String responses) {
        return answer("delete_domain", ARGUMENTS, question, responses);
    }

    /** A call again, with the state of a question and answers to it. */
    static JsonNode answer(String tool, String arguments, JsonNode question, String responses) {
        ObjectNode params = (ObjectNode) McpCalls.json(
                "{'name':'" + tool + "','arguments':" + arguments + ",'inputResponses':" + responses + "}");
        if (question.has("requestState")) {
            params.set(
                    "requestState", new TextNode(question.path("requestState").asText()));
        }
        return send(new Message("tools/call", params.toString()), FORMS);
    }

    static JsonNode send(Message message, String capabilities) {
        message.header("Authorization", ANN).meta("clientCapabilities", McpCalls.json(capabilities));
        return McpCalls.parse(new ModernCalls(service.uri("/mcp")).send(message));
    }

    /** The arguments that send a new broadcast. */
    static String newBroadcast() {
        String id = Account.create(
                resend,
                "/broadcasts",
                "{'segment_id':'" + SeededAccount.SEGMENT_ID
                        + "','from':'a@sandbox.resend.dev','subject':'News','html':'<p>Hello</p>'}");
        return "{'id':'" + id + "'}";
    }

    static void change(String broadcast) {
        legacy(ANN, "update_broadcast", broadcast.replace("}", ",'subject':'Pay now'}"));
    }

    static boolean isSent() {
        return resend.requests().stream().anyMatch(request -> request.target().endsWith("/send"));
    }

    static String token(JsonNode preview) {
        return preview.at("/structuredContent/confirmation_required/confirmation_token")
                .asText();
    }

    static String with(String arguments, String token) {
        return ((ObjectNode) McpCalls.json(arguments))
                .put("confirmation_token", token)
                .toString();
    }

    static void assertInvalid(JsonNode result) {
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        assertThat(errorName(result)).isEqualTo("invalid_confirmation");
    }

    static String errorName(JsonNode result) {
        return result.at("/structuredContent/error/name").asText();
    }

    static List<String> deletions() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .map(RecordedRequest::target)
                .toList();
    }
}
