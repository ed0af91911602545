package dev.resendmcp.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.tools.Confirmation.Question;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Requires user approval for calls of some tools. */
public final class ConfirmingTools implements Tools {
    private static final String TOKEN = "confirmation_token";
    private static final Map<String, Object> TOKEN_SCHEMA = Map.of(
            "type",
            "string",
            "description",
            "From the preview that a call without it answers with. Pass it once the user has agreed.");

    private final Tools tools;
    private final Map<String, ToolDefinition> covered;

    public ConfirmingTools(Tools tools, ConfirmedTools confirmed) {
        this.tools = tools;
        this.covered = tools.list().stream()
                .filter(confirmed::covers)
                .collect(Collectors.toUnmodifiableMap(ToolDefinition::name, Function.identity()));
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.list().stream()
                .map(tool -> covered.containsKey(tool.name()) ? withToken(tool) : tool)
                .toList();
    }

    @Override
    public ToolResult call(ToolCall call) {
        Optional<ToolDefinition> tool = confirmed(call);
        if (tool.isEmpty()) {
            return tools.call(call);
        }
        ToolCall bare = call.without(TOKEN);
        // The user is not asked about a call that would be rejected anyway.
        Optional<ToolError> wrong = tools.check(bare);
        if (wrong.isPresent()) {
            return ToolResult.failed(wrong.get());
        }
        Optional<String> token = Optional.ofNullable(call.arguments().get(TOKEN))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
        String sentence =
                tool.get().title() + " (" + call.name() + "). " + tool.get().description();
        return call.confirmation().require(new Question(bare, sentence, token)).orElseGet(() -> tools.call(bare));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return tools.check(confirmed(call).isPresent() ? call.without(TOKEN) : call);
    }

    private Optional<ToolDefinition> confirmed(ToolCall call) {
        return Optional.ofNullable(covered.get(call.name()));
    }

    private static ToolDefinition withToken(ToolDefinition tool) {
        return tool.withProperties(properties -> {
            properties.put(TOKEN, TOKEN_SCHEMA);
            return properties;
        });
    }
}
