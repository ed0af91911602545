package dev.resendmcp.mcp.account;

import dev.resendmcp.mcp.dispatch.McpExchange;
import dev.resendmcp.tools.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import java.util.List;
import java.util.Map;

/** Completion of names and ids from the account of who asks. */
public final class Completions {
    private static final CompleteResult NOTHING = new CompleteResult(new CompleteCompletion(List.of(), 0, false));

    private final AccountNames names;

    /** @param names of what there is */
    public Completions(AccountNames names) {
        this.names = names;
    }

    /**
     * Completes arguments of a prompt, with names where they tell which one is meant, else with ids.
     *
     * @param prompt its name
     * @param arguments what each argument that can be completed names
     */
    public SyncCompletionSpecification ofPrompt(String prompt, Map<String, AccountKind> arguments) {
        return new SyncCompletionSpecification(new PromptReference(prompt), (context, request) -> {
            CompleteArgument argument = request.argument();
            AccountKind kind = arguments.get(argument.name());
            if (kind == null) {
                return NOTHING;
            }
            NamePage page = names.of(caller(context), kind);
            return result(page.names(argument.value()), page.more());
        });
    }

    /** Completes the one variable of a resource template, with ids of what is named so. */
    public SyncCompletionSpecification ofResource(String uriTemplate, AccountKind kind) {
        return new SyncCompletionSpecification(new ResourceReference(uriTemplate), (context, request) -> {
            NamePage page = names.of(caller(context), kind);
            return result(page.ids(request.argument().value()), page.more());
        });
    }

    private static Caller caller(McpTransportContext context) {
        return McpExchange.of(context).caller();
    }

    /** The total is known only when all were looked at. */
    private static CompleteResult result(List<String> values, boolean more) {
        boolean cut = values.size() > AccountNames.PAGE;
        List<String> shown = cut ? values.subList(0, AccountNames.PAGE) : values;
        return new CompleteResult(new CompleteCompletion(shown, more ? null : (Integer) values.size(), more || cut));
    }
}
