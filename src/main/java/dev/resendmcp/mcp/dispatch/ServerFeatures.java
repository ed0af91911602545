package dev.resendmcp.mcp.dispatch;

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
public record ServerFeatures(
        List<SyncToolSpecification> tools,
        List<SyncPromptSpecification> prompts,
        List<SyncResourceSpecification> resources,
        List<SyncResourceTemplateSpecification> templates,
        List<SyncCompletionSpecification> completions,
        SkillCatalog skills) {

    /** Adds the files of skills, which are resources too. */
    public static ServerFeatures of(
            List<SyncPromptSpecification> prompts,
            List<SyncResourceSpecification> resources,
            List<SyncResourceTemplateSpecification> templates,
            List<SyncCompletionSpecification> completions,
            SkillCatalog skills) {
        List<SyncResourceSpecification> all = Stream.concat(
                        resources.stream(), new SkillMethods(skills).resources().stream())
                .toList();
        return new ServerFeatures(List.of(), prompts, all, templates, completions, skills);
    }
}
