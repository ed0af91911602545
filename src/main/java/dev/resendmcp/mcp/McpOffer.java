package dev.resendmcp.mcp;

import dev.resendmcp.mcp.prompts.PromptCatalogue;
import dev.resendmcp.mcp.resources.AccountResources;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the engine serves besides tools.
 *
 * @param prompts texts for common jobs
 * @param resources with a fixed URI
 * @param templates resources whose URI has a variable
 * @param completions of the arguments of prompts and the variables of templates
 */
public record McpOffer(
        List<SyncPromptSpecification> prompts,
        List<SyncResourceSpecification> resources,
        List<SyncResourceTemplateSpecification> templates,
        List<SyncCompletionSpecification> completions) {

    /** All prompts and resources with their completions. */
    public static McpOffer of(PromptCatalogue prompts, AccountResources resources) {
        List<SyncCompletionSpecification> completions = Stream.concat(
                        prompts.completions().stream(), resources.completions().stream())
                .toList();
        return new McpOffer(prompts.prompts(), resources.resources(), resources.templates(), completions);
    }
}
