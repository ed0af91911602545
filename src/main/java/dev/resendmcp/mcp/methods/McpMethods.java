package dev.resendmcp.mcp.methods;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.account.AccountNames;
import dev.resendmcp.mcp.account.Completions;
import dev.resendmcp.mcp.dispatch.McpMethod;
import dev.resendmcp.mcp.dispatch.McpMethod.Execution;
import dev.resendmcp.mcp.dispatch.McpMethod.ParamsCheck;
import dev.resendmcp.mcp.dispatch.McpMethod.Revisions;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.prompts.PromptCatalogue;
import dev.resendmcp.mcp.resources.AccountReader;
import dev.resendmcp.mcp.resources.ResourceCatalogue;
import dev.resendmcp.mcp.skills.SkillCatalog;
import dev.resendmcp.mcp.skills.SkillMethods;
import dev.resendmcp.tools.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The table of all methods that this server has. A new method is one entry here and its handler. */
public final class McpMethods {
    /** For what seldom changes. Clients that do not listen notice a change, or a restart, after this time. */
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private McpMethods() {}

    /**
     * All methods.
     *
     * @param server identifies itself in the handshake
     * @param toolMethods list and call the tools
     * @param tools read the account for resources and completions
     * @param configuration settings in effect, without secrets
     * @param status the condition of the service, for a caller
     * @param mapper plain JSON, without naming strategy
     */
    public static List<McpMethod> table(
            ServerInfo server,
            ToolMethods toolMethods,
            Tools tools,
            Supplier<Map<String, Object>> configuration,
            Function<Caller, Map<String, Object>> status,
            ObjectMapper mapper) {
        SkillCatalog skills = SkillCatalog.packaged();
        PromptCatalogue prompts = new PromptCatalogue();
        ResourceCatalogue resources =
                new ResourceCatalogue(new AccountReader(tools), configuration, status, skills, mapper);
        Completions completions = new Completions(
                new AccountNames(tools), prompts.completed(), resources.completed(), prompts::isVisible);
        return table(server, toolMethods, prompts, resources, completions, new SkillMethods(skills));
    }

    private static List<McpMethod> table(
            ServerInfo server,
            ToolMethods tools,
            PromptCatalogue prompts,
            ResourceCatalogue resources,
            Completions completions,
            SkillMethods skills) {
        Handshake handshake = new Handshake(server, skills);
        return List.of(
                McpMethod.of("initialize", ParamsCheck.textIfPresent("protocolVersion"), handshake::initialize)
                        .only(Revisions.WITH_HANDSHAKE),
                McpMethod.of("ping", ParamsCheck.ANY, handshake::ping).only(Revisions.WITH_HANDSHAKE),
                McpMethod.of("server/discover", ParamsCheck.ANY, handshake::discover)
                        .only(Revisions.WITHOUT_HANDSHAKE)
                        .runs(Execution.ONCE)
                        .cacheable(A_WHILE),
                McpMethod.of("subscriptions/listen", ParamsCheck.ANY, null)
                        .only(Revisions.WITHOUT_HANDSHAKE)
                        .runs(Execution.STREAM),
                list("tools/list", tools::list),
                McpMethod.of("tools/call", ParamsCheck.nameAndArguments("tool"), tools::call)
                        .runs(Execution.MAY_WAIT)
                        .about("name"),
                list("prompts/list", prompts::list),
                McpMethod.of("prompts/get", ParamsCheck.nameAndArguments("prompt"), prompts::get)
                        .about("name"),
                list("resources/list", resources::list),
                list("resources/templates/list", resources::templates),
                McpMethod.of("resources/read", ParamsCheck.URI, resources::read)
                        .runs(Execution.MAY_WAIT)
                        .cacheable(NOT_AT_ALL)
                        .about("uri"),
                McpMethod.of("completion/complete", ParamsCheck.COMPLETION, completions::complete)
                        .runs(Execution.MAY_WAIT),
                McpMethod.of("skills/list", ParamsCheck.ANY, skills::list).cacheable(A_WHILE),
                McpMethod.of("skills/get", ParamsCheck.ANY, skills::get).cacheable(A_WHILE),
                McpMethod.of("resources/directory/read", ParamsCheck.ANY, skills::directory));
    }

    private static McpMethod list(String name, McpMethod.Handler all) {
        return McpMethod.of(name, ParamsCheck.FIRST_PAGE, all)
                .runs(Execution.ONCE)
                .cacheable(A_WHILE);
    }
}
