package dev.resendmcp.mcp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RequestContext.InputRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tools and a prompt that ask the client before they answer, by the names that the conformance suites ask for. */
final class InputFixtures {
    private static final String PREFIX = "test_input_required_result_";
    static final String PROMPT = PREFIX + "prompt";
    private static final String CAPABILITIES = PREFIX + "capabilities";
    private static final Map<String, InputRequest> NAME = Map.of("user_name", form("name"));
    private static final Map<String, InputRequest> SAMPLING = Map.of(
            "capital_question",
            new InputRequest(
                    "sampling/createMessage",
                    object("{'messages':[{'role':'user','content':{'type':'text','text':'What is the capital of"
                            + " France?'}}],'maxTokens':100}")));
    private static final Map<String, InputRequest> ROOTS =
            Map.of("client_roots", new InputRequest("roots/list", object("{}")));
    private static final Map<String, InputRequest> CONFIRM = Map.of("confirm", form("ok"));

    /** The questions of each tool, round by round. */
    private static final Map<String, List<Map<String, InputRequest>>> ROUNDS = Map.of(
            PREFIX + "elicitation",
            List.of(NAME),
            PREFIX + "sampling",
            List.of(SAMPLING),
            PREFIX + "list_roots",
            List.of(ROOTS),
            PREFIX + "request_state",
            List.of(CONFIRM),
            PREFIX + "tampered_state",
            List.of(CONFIRM),
            PREFIX + "multiple_inputs",
            List.of(all(List.of(NAME, SAMPLING, ROOTS))),
            PREFIX + "multi_round",
            List.of(Map.of("step1", form("name")), Map.of("step2", form("color"))),
            CAPABILITIES,
            List.of(all(List.of(NAME, SAMPLING))),
            "test_missing_capability",
            List.of(SAMPLING),
            "test_streaming_elicitation",
            List.of(NAME));

    private InputFixtures() {}

    static Set<String> names() {
        return ROUNDS.keySet();
    }

    /** Asks, or answers when everything was asked. */
    static ObjectNode call(RequestContext context, String tool) {
        ToolResult result = asked(context, tool) ? ToolResult.of(null) : ToolResult.of(new TextNode("state-ok"));
        return context.reply(result, McpCalls.JSON);
    }

    static Prompt prompt() {
        return Prompt.builder(PROMPT).description("For tests").build();
    }

    static GetPromptResult get(RequestContext context) {
        if (context.answer("user_context").isEmpty()) {
            context.requireInput(Map.of("user_context", form("context")), "");
        }
        TextContent text = TextContent.builder("done").build();
        return GetPromptResult.builder(List.of(new PromptMessage(Role.USER, text)))
                .build();
    }

    /** Asks the questions that are next, if there are any. The state is the number of the round. */
    private static boolean asked(RequestContext context, String tool) {
        List<Map<String, InputRequest>> rounds = ROUNDS.get(tool);
        int round = context.state().isEmpty() ? 0 : Integer.parseInt(context.state());
        boolean answered = rounds.get(round).keySet().stream()
                .allMatch(key -> context.answer(key).isPresent());
        int next = answered ? round + 1 : round;
        if (next == rounds.size()) {
            return false;
        }
        Map<String, InputRequest> questions = new LinkedHashMap<>(rounds.get(next));
        if (tool.equals(CAPABILITIES)) {
            questions.values().removeIf(question -> !context.canAsk(capability(question)));
        }
        context.requireInput(questions, String.valueOf(next));
        return true;
    }

    private static String capability(InputRequest question) {
        return question.method().substring(0, question.method().indexOf('/'));
    }

    private static InputRequest form(String field) {
        return InputRequest.form(
                "Which " + field + "?",
                McpCalls.json("{'type':'object','properties':{'" + field + "':{'type':'string'}},'required':['" + field
                        + "']}"));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) McpCalls.json(json);
    }

    private static Map<String, InputRequest> all(List<Map<String, InputRequest>> parts) {
        Map<String, InputRequest> all = new LinkedHashMap<>();
        parts.forEach(all::putAll);
        return all;
    }
}
