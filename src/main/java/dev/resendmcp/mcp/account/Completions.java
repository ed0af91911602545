package dev.resendmcp.mcp.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RpcException;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.toolsets.ToolView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** {@code completion/complete}: names and ids from the caller's account. */
public final class Completions {
    private static final String VARIABLE = "id";

    private final AccountNames names;
    private final Map<String, Map<String, AccountKind>> prompts;
    private final Map<String, Optional<AccountKind>> templates;
    private final BiPredicate<String, ToolView> visible;

    /**
     * @param names of what there is
     * @param prompts what the arguments of each prompt name, by prompt and argument
     * @param templates whose ids complete the variable of each URI template; empty when it is not completed
     * @param visible whether a prompt exists for a view
     */
    public Completions(
            AccountNames names,
            Map<String, Map<String, AccountKind>> prompts,
            Map<String, Optional<AccountKind>> templates,
            BiPredicate<String, ToolView> visible) {
        this.names = names;
        this.prompts = prompts;
        this.templates = templates;
        this.visible = visible;
    }

    /** Handles {@code completion/complete}. */
    public ObjectNode complete(RequestContext context, JsonNode params) {
        JsonNode reference = params.path("ref");
        String argument = params.at("/argument/name").asText();
        String typed = params.at("/argument/value").asText();
        return reference.path("type").asText().equals("ref/prompt")
                ? ofPrompt(context, reference.path("name").asText(), argument, typed)
                : ofResource(context, reference.path("uri").asText(), argument, typed);
    }

    /** Names where they identify one thing, ids elsewhere. */
    private ObjectNode ofPrompt(RequestContext context, String prompt, String argument, String typed) {
        if (!prompts.containsKey(prompt) || !visible.test(prompt, context.view())) {
            throw invalid("params.ref.name is not the name of a prompt; prompts/list has the names");
        }
        AccountKind kind = prompts.get(prompt).get(argument);
        if (kind == null || !context.view().shows(kind.listTool())) {
            return nothing();
        }
        NamePage page = names.of(context.caller(), kind);
        return result(page.names(typed), page.more());
    }

    private ObjectNode ofResource(RequestContext context, String template, String argument, String typed) {
        Optional<AccountKind> kind = templates.getOrDefault(template, Optional.empty());
        boolean hidden = kind.isPresent() && !context.view().shows(kind.get().getTool());
        if (templates.containsKey(template) && !hidden && !argument.equals(VARIABLE)) {
            throw invalid("params.argument.name is not a variable of this URI template");
        }
        kind = kind.filter(one -> !hidden && context.view().shows(one.listTool()));
        if (kind.isEmpty()) {
            return nothing();
        }
        NamePage page = names.of(context.caller(), kind.get());
        return result(page.ids(typed), page.more());
    }

    private static ObjectNode nothing() {
        return result(List.of(), false);
    }

    /** The total is known only when the whole account was looked at. */
    private static ObjectNode result(List<String> values, boolean more) {
        boolean cut = values.size() > AccountNames.PAGE;
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode completion = result.putObject("completion");
        values.stream().limit(AccountNames.PAGE).forEach(completion.putArray("values")::add);
        if (!more) {
            completion.put("total", values.size());
        }
        completion.put("hasMore", more || cut);
        return result;
    }

    private static RpcException invalid(String sentence) {
        return new RpcException(RpcError.invalidParams(sentence));
    }
}
