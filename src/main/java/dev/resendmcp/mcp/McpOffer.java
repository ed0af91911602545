package dev.resendmcp.mcp;

import dev.resendmcp.mcp.prompts.PromptCatalogue;
import dev.resendmcp.mcp.resources.AccountResources;
import dev.resendmcp.mcp.skills.SkillCatalog;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the engine serves besides the tools of the API.
 *
 * @param tools that answer in a form of their own, where those of the API answer with JSON
 * @param prompts texts for common jobs
 * @param resources with a fixed URI
 * @param templates resources whose URI has a variable
 * @param completions of the arguments of prompts and the variables of templates
 * @param skills guides for models
 */
public record McpOffer(
        List<SyncToolSpecification> tools,
        List<SyncPromptSpecification> prompts,
        List<SyncResourceSpecification> resources,
        List<SyncResourceTemplateSpecification> templates,
        List<SyncCompletionSpecification> completions,
        SkillCatalog skills) {

    /** All prompts and resources with their completions, and skills, whose files are resources too. */
    public static McpOffer of(PromptCatalogue prompts, AccountResources resources, SkillCatalog skills) {
        List<SyncCompletionSpecification> completions = Stream.concat(
                        prompts.completions().stream(), resources.completions().stream())
                .toList();
        List<SyncResourceSpecification> files = Stream.concat(
                        resources.resources().stream(), new SkillMethods(skills).resources().stream())
                .toList();
        return new McpOffer(List.of(), prompts.prompts(), files, resources.templates(), completions, skills);
    }
}
