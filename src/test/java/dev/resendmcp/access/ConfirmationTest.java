package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.sandbox.RecordedRequest;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that an operator named are called only after a person said yes, in every revision of the protocol. */
class ConfirmationTest {
    private static final String ANN = "Bearer ann-" + "0".repeat(30);
    private static final String BOB = "Bearer bob-" + "0".repeat(30);
    private static final String ARGUMENTS = "{'domain_id':'" + ResendSimulator.DOMAIN_ID + "'}";
    private static final String FORMS = "{'elicitation':{}}";

    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                ResendSimulator.FULL_ACCESS_KEY,
                Map.of(
                        "MCP_AUTH_TOKENS", (ANN + ", " + BOB).replace("Bearer ", ""),
                        "CONFIRM_TOOLS", "delete_domain, delete_webhook, send_email, list_domains",
                        "CONFIRMATION_KEY", "k".repeat(32)));
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

    @Test
    void olderRevisionsGetAPreviewAndNothingIsSent() {
        JsonNode result = legacy(ANN, "delete_domain", ARGUMENTS);
        assertThat(result.path("isError").asBoolean()).isFalse();
        JsonNode preview = result.at("/structuredContent/confirmation_required");
        assertThat(preview.path("tool").asText()).isEqualTo("delete_domain");
        assertThat(preview.path("what_will_happen").asText()).contains("Removes a domain for good");
        assertThat(preview.path("next_step").asText()).contains("Nothing has been done yet", "confirmation_token");
        assertThat(preview.path("arguments")).isEqualTo(McpCalls.json(ARGUMENTS));
        assertThat(Instant.parse(preview.path("valid_until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(4)), Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenCarriesTheCallOutOnce() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        JsonNode done = legacy(ANN, "delete_domain", with(ARGUMENTS, token));
        assertThat(done.at("/structuredContent/deleted").asBoolean()).isTrue();
        assertInvalid(legacy(ANN, "delete_domain", with(ARGUMENTS, token)));
        assertThat(deletions()).containsExactly("/domains/" + ResendSimulator.DOMAIN_ID);
    }

    @Test
    void tokenIsGoodForItsCallerOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(BOB, "delete_domain", with(ARGUMENTS, token)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenIsGoodForItsArgumentsOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(ANN, "delete_domain", with("{'domain_id':'" + ResendSimulator.WEBHOOK_ID + "'}", token)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenIsGoodForItsToolOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(ANN, "delete_webhook", with("{'webhook_id':'" + ResendSimulator.DOMAIN_ID + "'}", token)));
        assertThat(deletions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'nonsense'", "''", "7", "{'a':1}", "true"})
    void garbageIsNoToken(String token) {
        String arguments = "{'domain_id':'" + ResendSimulator.DOMAIN_ID + "','confirmation_token':" + token + "}";
        assertInvalid(legacy(ANN, "delete_domain", arguments));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenThatIsUsedTwentyTimesAtOnceGoesThroughOnce() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 20)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> legacy(ANN, "delete_domain", with(ARGUMENTS, token))))
                .toList();
        assertThat(calls.stream().filter(call -> !call.join().path("isError").asBoolean()))
                .hasSize(1);
        assertThat(deletions()).hasSize(1);
    }

    @Test
    void wrongArgumentsAreToldBeforeAnybodyIsAsked() {
        assertThat(errorName(legacy(ANN, "delete_domain", "{'domain_id':'..'}")))
                .isEqualTo("invalid_arguments");
        assertThat(errorName(modern("{}", "delete_domain", "{}"))).isEqualTo("invalid_arguments");
    }

    @Test
    void longTextsAreCutInThePreviewAndSentWhole() {
        String text = "x".repeat(1_000);
        String mail = "{'from':'a@" + ResendSimulator.DOMAIN_NAME
                + "','to':'delivered@resend.dev','subject':'s','text':'" + text + "'}";
        JsonNode preview = legacy(ANN, "send_email", mail);
        assertThat(preview.at("/structuredContent/confirmation_required/arguments/text")
                        .asText())
                .isEqualTo("x".repeat(300) + "… (700 more characters)");
        legacy(ANN, "send_email", with(mail, token(preview)));
        assertThat(resend.lastRequest().bodyText()).contains(text);
    }

    @Test
    void clientThatShowsFormsIsAskedToAskItsUser() {
        JsonNode result = modern(FORMS, "delete_domain", ARGUMENTS);
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
        JsonNode question = result.at("/inputRequests/confirm");
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(question.at("/params/message").asText())
                .contains("Delete domain", "Removes a domain for good", ResendSimulator.DOMAIN_ID);
        assertThat(question.at("/params/requestedSchema/properties/confirm/type")
                        .asText())
                .isEqualTo("boolean");
        assertThat(result.has("ttlMs") || result.has("content")).isFalse();
        assertThat(deletions()).isEmpty();
    }

    @Test
    void yesInTheFormCarriesTheCallOutOnce() {
        JsonNode question = modern(FORMS, "delete_domain", ARGUMENTS);
        JsonNode done = answer(question, "{'confirm':{'action':'accept','content':{'confirm':true}},'more':{}}");
        assertThat(done.at("/result/structuredContent/deleted").asBoolean()).isTrue();
        JsonNode again = answer(question, "{'confirm':{'action':'accept','content':{'confirm':true}}}");
        assertThat(again.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(deletions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'decline'}",
                "{'action':'cancel'}",
                "{'action':'decline','content':{'confirm':true}}",
                "{'action':'accept','content':{'confirm':false}}"
            })
    void anythingButYesIsDeclined(String no) {
        JsonNode result = answer(modern(FORMS, "delete_domain", ARGUMENTS), "{'confirm':" + no + "}")
                .path("result");
        assertThat(errorName(result)).isEqualTo("declined");
        assertThat(result.at("/structuredContent/error/retryable").asBoolean()).isFalse();
        assertThat(deletions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{'confirm':7}",
                "{'confirm':{'action':'perhaps'}}",
                "{'confirm':{'action':'accept'}}",
                "{'confirm':{'action':'accept','content':{'confirm':'true'}}}",
                "{'other':{'action':'accept','content':{'confirm':true}}}"
            })
    void malformedAnswersAreAskedForAgain(String responses) {
        JsonNode again =
                answer(modern(FORMS, "delete_domain", ARGUMENTS), responses).path("result");
        assertThat(again.path("resultType").asText()).isEqualTo("input_required");
        assertThat(deletions()).isEmpty();
    }

    @Test
    void yesThatNobodyAskedForDoesNotCount() {
        ObjectNode unasked = McpCalls.JSON.createObjectNode();
        JsonNode result = answer(unasked, "{'confirm':{'action':'accept','content':{'confirm':true}}}")
                .path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
        assertThat(deletions()).isEmpty();
    }

    @Test
    void stateOfAQuestionIsNoToken() {
        String state =
                modern(FORMS, "delete_domain", ARGUMENTS).path("requestState").asText();
        assertInvalid(legacy(ANN, "delete_domain", with(ARGUMENTS, state)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenDoesNotSpareAUserWhoCanBeAsked() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertThat(modern(FORMS, "delete_domain", with(ARGUMENTS, token))
                        .path("resultType")
                        .asText())
                .isEqualTo("input_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sampling':{}}", "{'elicitation':{'url':{}}}", "{'elicitation':true}"})
    void clientWithoutFormsGetsThePreview(String capabilities) {
        JsonNode preview = modern(capabilities, "delete_domain", ARGUMENTS);
        assertThat(preview.path("resultType").asText()).isEqualTo("complete");
        JsonNode done = modern(capabilities, "delete_domain", with(ARGUMENTS, token(preview)));
        assertThat(done.at("/structuredContent/deleted").asBoolean()).isTrue();
    }

    @Test
    void toolsThatNeedNoYesAreCalledAtOnce() {
        assertThat(legacy(ANN, "list_webhooks", "{}")
                        .at("/structuredContent/object")
                        .asText())
                .isEqualTo("list");
    }

    @Test
    void onlyToolsThatNeedAYesOfferTheArgument() {
        JsonNode tools =
                service.mcp().ask("tools/list", "{}", "Authorization", ANN).at("/result/tools");
        assertThat(tools)
                .filteredOn(tool -> tool.at("/inputSchema/properties").has("confirmation_token"))
                .extracting(tool -> tool.path("name").asText())
                .containsExactlyInAnyOrder("delete_domain", "delete_webhook", "send_email", "list_domains");
    }

    @Test
    void resourcesDoNotGoRoundTheQuestion() {
        JsonNode answer = service.mcp().ask("resources/read", "{'uri':'resend://domains'}", "Authorization", ANN);
        assertThat(answer.at("/error/message").asText()).contains("call the tool list_domains");
    }

    private static JsonNode legacy(String caller, String tool, String arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + "}";
        return service.mcp().ask("tools/call", params, "Authorization", caller).path("result");
    }

    private static JsonNode modern(String capabilities, String tool, String arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + "}";
        return send(new Message("tools/call", params), capabilities).path("result");
    }

    /** The call of {@link #ARGUMENTS} again, with the state of a question and answers to it. */
    private static JsonNode answer(JsonNode question, String responses) {
        ObjectNode params = (ObjectNode) McpCalls.json(
                "{'name':'delete_domain','arguments':" + ARGUMENTS + ",'inputResponses':" + responses + "}");
        if (question.has("requestState")) {
            params.set(
                    "requestState", new TextNode(question.path("requestState").asText()));
        }
        return send(new Message("tools/call", params.toString()), FORMS);
    }

    private static JsonNode send(Message message, String capabilities) {
        message.header("Authorization", ANN).meta("clientCapabilities", McpCalls.json(capabilities));
        return McpCalls.parse(new ModernCalls(service.uri("/mcp")).send(message));
    }

    private static String token(JsonNode preview) {
        return preview.at("/structuredContent/confirmation_required/confirmation_token")
                .asText();
    }

    private static String with(String arguments, String token) {
        return ((ObjectNode) McpCalls.json(arguments))
                .put("confirmation_token", token)
                .toString();
    }

    private static void assertInvalid(JsonNode result) {
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        assertThat(errorName(result)).isEqualTo("invalid_confirmation");
    }

    private static String errorName(JsonNode result) {
        return result.at("/structuredContent/error/name").asText();
    }

    private static List<String> deletions() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .map(RecordedRequest::target)
                .toList();
    }
}
