package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.ToolResult;

/** The result of {@code tools/call}. */
public final class ToolReply {
    private ToolReply() {}

    /** Resend's whole answer, or the error: as structured content, and as the same JSON in text. */
    public static ObjectNode of(ToolResult tool, ObjectMapper mapper) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        try {
            result.putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", mapper.writeValueAsString(tool.content()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        result.put("isError", tool.error().isPresent());
        result.set("structuredContent", tool.content());
        return result;
    }
}
