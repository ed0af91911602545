package dev.resendmcp.mcp.methods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RpcException;
import dev.resendmcp.mcp.dispatch.UserConfirmation;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code tools/list} and {@code tools/call}. */
public final class ToolMethods {
    private final Tools tools;
    private final SealedState seal;
    private final ObjectMapper mapper;
    private final Set<String> names;
    /** Making the schemas takes a while, so it is done once and not before it is needed. */
    private final Supplier<ArrayNode> listed = Suppliers.memoize(this::describe);

    /** @param mapper plain JSON, without naming strategy */
    public ToolMethods(Tools tools, SealedState seal, ObjectMapper mapper) {
        this.tools = tools;
        this.seal = seal;
        this.mapper = mapper;
        this.names = tools.list().stream().map(ToolDefinition::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Makes the schemas of all tools, which the first request would otherwise wait for.
     *
     * @return the number of tools
     * @throws RuntimeException when a tool cannot be published
     */
    public int prepare() {
        return listed.get().size();
    }

    /** Handles {@code tools/list}. */
    public ObjectNode list(RequestContext context, JsonNode params) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        listed.get().forEach(tool -> {
            if (context.view().shows(tool.path("name").asText())) {
                shown.add(tool);
            }
        });
        return JsonNodeFactory.instance.objectNode().set("tools", shown);
    }

    /** Handles {@code tools/call}. */
    public ObjectNode call(RequestContext context, JsonNode params) {
        String name = params.path("name").asText();
        if (!names.contains(name) || !context.view().shows(name)) {
            throw new RpcException(RpcError.invalidParams("Unknown tool; tools/list has the names"));
        }
        ObjectNode arguments =
                params.get("arguments") instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
        ToolCall call = new ToolCall(context.caller(), name, arguments, new UserConfirmation(context, seal));
        ToolResult result = tools.call(call.from(context.origin(params)));
        return context.reply(result, mapper);
    }

    private ArrayNode describe() {
        PublishedTools published = new PublishedTools();
        List<Tool> all = tools.list().stream().map(published::describe).toList();
        return mapper.valueToTree(all);
    }
}
