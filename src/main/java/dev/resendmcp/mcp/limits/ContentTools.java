package dev.resendmcp.mcp.limits;

import com.google.common.base.Suppliers;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.Tools;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The tools whose arguments carry content: HTML, attachments and files. Their schemas say which these are. */
final class ContentTools {
    private static final Set<String> CONTENT = Set.of("html", "attachments", "file");

    private ContentTools() {}

    /** Names of those tools. Looks at their schemas when they are asked for, since making those takes a while. */
    static Supplier<Set<String>> of(Tools tools) {
        return Suppliers.memoize(() -> tools.list(Caller.LOCAL).stream()
                .filter(tool -> carriesContent(tool.inputSchema()))
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean carriesContent(Object schema) {
        if (schema instanceof Map<?, ?> parts) {
            boolean here = parts.get("properties") instanceof Map<?, ?> properties
                    && CONTENT.stream().anyMatch(properties::containsKey);
            return here || parts.values().stream().anyMatch(ContentTools::carriesContent);
        }
        return schema instanceof Collection<?> parts && parts.stream().anyMatch(ContentTools::carriesContent);
    }
}
