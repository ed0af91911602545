package dev.resendmcp.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that ask the client before they answer: what is asked, and what is made of the answers. */
class ClientInputTest {
    private static final String ALL = "{'elicitation':{},'sampling':{},'roots':{}}";
    private static final String ASKING = "'name':'test_input_required_result_request_state'";
    private static final String ANSWER = ",'inputResponses':{'confirm':{'action':'accept','content':{'ok':true}}}";

    private final Dispatcher requests = FixtureServer.dispatcher(new FixtureTools());

    @Test
    void questionsAreAResultWithoutCacheHints() {
        JsonNode result = ask(ALL, "tools/call", ASKING).body().path("result");
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("resultType", "inputRequests", "requestState", "_meta");
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
    }

    @Test
    void answersWithTheStateOfTheQuestionCompleteTheCall() {
        String state = state(ask(ALL, "tools/call", ASKING));
        JsonNode result = ask(ALL, "tools/call", ASKING + ANSWER + state).body().path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
    }

    @Test
    void stateOfPromptsIsBoundToTheirArguments() {
        String prompt = "'name':'test_input_required_result_prompt'";
        Reply question = ask(ALL, "prompts/get", prompt);
        assertThat(question.body().at("/result/resultType").asText()).isEqualTo("input_required");
        Reply other = ask(ALL, "prompts/get", prompt + ",'arguments':{'a':'b'}" + state(question));
        assertRefused(other, 200, RpcError.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {",'requestState':'nonsense'", ",'requestState':7", ",'requestState':null"})
    void badStateIsAnErrorOfTheRequest(String state) {
        assertRefused(ask(ALL, "tools/call", ASKING + ANSWER + state), 200, RpcError.INVALID_PARAMS);
    }

    @Test
    void stateOfAnotherToolOrCallerIsBad() {
        String state = state(ask(ALL, "tools/call", ASKING));
        Reply other = ask(ALL, "tools/call", "'name':'test_input_required_result_tampered_state'" + ANSWER + state);
        assertRefused(other, 200, RpcError.INVALID_PARAMS);
        Reply stranger = requests.answer(
                new RequestContext(new ClientIdentity(new Caller("stranger"), "tcp", "", "")),
                request(true, ALL, "tools/call", ASKING + ANSWER + state));
        assertRefused(stranger, 200, RpcError.INVALID_PARAMS);
    }

    @Test
    void stateIsGoodOnce() {
        String state = state(ask(ALL, "tools/call", ASKING));
        ask(ALL, "tools/call", ASKING + ANSWER + state);
        assertRefused(ask(ALL, "tools/call", ASKING + ANSWER + state), 200, RpcError.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sampling':{}}", "{'elicitation':{'url':{}}}"})
    void clientThatCannotBeAskedIsToldWhatItLacks(String capabilities) {
        Reply reply = ask(capabilities, "tools/call", ASKING);
        assertRefused(reply, 400, RpcError.MISSING_CAPABILITY);
        assertThat(reply.body().at("/error/data/requiredCapabilities")).isEqualTo(McpCalls.json("{'elicitation':{}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'elicitation':{}}", "{'elicitation':{'form':{}}}", "{'elicitation':{'form':{},'url':{}}}"})
    void formsAreDeclaredByNameOrBySayingNothing(String capabilities) {
        assertThat(ask(capabilities, "tools/call", ASKING).body().has("result")).isTrue();
    }

    @Test
    void olderRevisionsCannotBeAsked() {
        Reply reply =
                requests.answer(new RequestContext(ClientIdentity.pipe("")), request(false, ALL, "tools/call", ASKING));
        assertRefused(reply, 200, RpcError.INVALID_REQUEST);
    }

    @Test
    void olderRevisionsMayCarryFieldsOfThoseNames() {
        McpRequest request = request(false, ALL, "tools/call", "'name':'test_logging_tool','requestState':'theirs'");
        assertThat(requests.answer(new RequestContext(ClientIdentity.pipe("")), request)
                        .body()
                        .has("result"))
                .isTrue();
    }

    private Reply ask(String capabilities, String method, String params) {
        return requests.answer(
                new RequestContext(ClientIdentity.pipe("")), request(true, capabilities, method, params));
    }

    private static McpRequest request(boolean modern, String capabilities, String method, String params) {
        ObjectNode all = (ObjectNode) McpCalls.json("{" + params + "}");
        all.putObject("_meta").set("io.modelcontextprotocol/clientCapabilities", McpCalls.json(capabilities));
        return new McpRequest(IntNode.valueOf(1), method, all, modern, modern ? "2026-07-28" : "2025-11-25");
    }

    private static String state(Reply question) {
        return ",'requestState':'" + question.body().at("/result/requestState").asText() + "'";
    }

    private static void assertRefused(Reply reply, int status, int code) {
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
        assertThat(reply.body().at("/error/code").asInt()).isEqualTo(code);
    }
}
