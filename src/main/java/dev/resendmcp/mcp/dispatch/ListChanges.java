package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ListKind;
import dev.resendmcp.toolsets.ToolView;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the lists of this server as two views show them. */
public final class ListChanges {
    private static final Map<String, ListKind> LISTS = Map.of(
            "tools/list", ListKind.TOOLS,
            "prompts/list", ListKind.PROMPTS,
            "resources/list", ListKind.RESOURCES,
            "resources/templates/list", ListKind.RESOURCES);

    private final List<McpMethod> methods;

    /** @param methods the table of all methods */
    public ListChanges(List<McpMethod> methods) {
        this.methods = methods.stream()
                .filter(method -> LISTS.containsKey(method.name()))
                .toList();
    }

    /** The lists of a client that differ between two views. */
    public Set<ListKind> between(ClientIdentity client, ToolView before, ToolView after) {
        Set<ListKind> changed = EnumSet.noneOf(ListKind.class);
        if (before.equals(after)) {
            return changed;
        }
        RequestContext old = new RequestContext(client.seeing(before));
        RequestContext now = new RequestContext(client.seeing(after));
        for (McpMethod method : methods) {
            McpMethod.Handler list = method.handler();
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            if (!list.handle(old, nodes.missingNode()).equals(list.handle(now, nodes.missingNode()))) {
                changed.add(LISTS.get(method.name()));
            }
        }
        return changed;
    }
}
