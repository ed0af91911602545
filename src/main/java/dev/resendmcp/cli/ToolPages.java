package dev.resendmcp.cli;

import dev.resendmcp.tools.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders the catalogue for people. */
final class ToolPages {
    private final List<ToolDefinition> tools;
    private final Map<String, List<ToolDefinition>> modules;

    ToolPages(List<ToolDefinition> tools) {
        this.tools = tools;
        this.modules = tools.stream()
                .collect(Collectors.groupingBy(ToolDefinition::module, LinkedHashMap::new, Collectors.toList()));
    }

    /** One line per tool: name, effect and title. */
    String table() {
        int width = tools.stream().mapToInt(tool -> tool.name().length()).max().orElse(0);
        StringBuilder page = new StringBuilder();
        modules.forEach((module, members) -> {
            page.append(module).append(" (").append(members.size()).append(")\n");
            members.forEach(tool -> page.append("  ")
                    .append(tool.name())
                    .append(" ".repeat(width - tool.name().length() + 2))
                    .append("%-11s".formatted(effect(tool)))
                    .append(tool.title())
                    .append('\n'));
        });
        return page.append(summary()).append('\n').toString();
    }

    /** The reference page kept at {@code docs/tools.md}. */
    String markdown() {
        StringBuilder page = new StringBuilder("# Tools\n\n")
                .append(summary())
                .append(" This page is the output of `java -jar resend-full-mcp.jar tools --markdown`.\n\n")
                .append(
                        "Required arguments are **bold**. The tool's input schema describes each argument. Tools that overwrite")
                .append(
                        " or remove have MCP's `destructiveHint`; sending counts as adding. The word `destructive` of `APPROVE_TOOLS`")
                .append(" covers the tools that remove.\n");
        modules.forEach((module, members) -> {
            page.append("\n## ")
                    .append(module)
                    .append("\n\n| Tool | Effect | What it does | Arguments |\n|---|---|---|---|\n");
            members.forEach(tool -> page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(tool.name(), effect(tool), cell(tool.description()), arguments(tool))));
        });
        return page.toString();
    }

    private String summary() {
        return tools.size() + " tools in " + modules.size() + " modules.";
    }

    private static String effect(ToolDefinition tool) {
        ToolDefinition.Hints hints = tool.hints();
        if (hints.readOnly()) {
            return "reads";
        }
        if (hints.removes()) {
            return "removes";
        }
        return hints.destructive() ? "overwrites" : "adds";
    }

    private static String arguments(ToolDefinition tool) {
        Set<?> required = Set.copyOf((List<?>) tool.inputSchema().getOrDefault("required", List.of()));
        return ((Map<?, ?>) tool.inputSchema().get("properties"))
                .keySet().stream()
                        .map(name -> required.contains(name) ? "**" + cell(name) + "**" : cell(name))
                        .collect(Collectors.joining(", "));
    }

    /** Escapes text for a table cell. */
    private static String cell(Object text) {
        return text.toString().replace("|", "\\|").replace("_", "\\_").replace("<", "&lt;");
    }
}
