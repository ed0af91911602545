package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call sends when its arguments only name it. An approval is bound to this content, so that nobody can have one mail
 * approved and another one sent.
 *
 * @param tools read it
 */
record Subjects(Tools tools) {
    private static final Map<String, Reader> READERS = Map.of(
            "send_broadcast", new Reader("get_broadcast", List.of("id")),
            "send_inbox_draft", new Reader("get_inbox_draft", List.of("inbox_id", "draft_id")));

    private record Reader(String tool, List<String> arguments) {}

    /** Whether the arguments of a tool only name what it sends. */
    static boolean has(String tool) {
        return READERS.containsKey(tool);
    }

    /** Reads what a call sends: the content, or the reason why it cannot be read. */
    Optional<ToolResult> read(ToolCall call) {
        return Optional.ofNullable(READERS.get(call.name())).map(reader -> {
            var arguments = call.arguments().deepCopy().retain(reader.arguments());
            return tools.call(new ToolCall(call.caller(), reader.tool(), arguments));
        });
    }

    /** The part of it that an approval is bound to. */
    static JsonNode bound(ToolResult read) {
        return read.content().deepCopy().without(List.of("updated_at", "deduplicated"));
    }
}
