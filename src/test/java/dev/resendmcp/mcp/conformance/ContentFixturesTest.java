package dev.resendmcp.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.testing.McpCalls;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Tools that answer with other content than the JSON of the API, beside those that do not. */
class ContentFixturesTest {
    private final Dispatcher handler = FixtureServer.dispatcher(new FixtureTools());

    @Test
    void toolsOfBothKindsAreListed() {
        assertThat(ask("tools/list", "{}").path("tools").findValuesAsText("name"))
                .contains("test_error_handling", "test_image_content");
    }

    @Test
    void contentReachesTheClientAsTheToolGaveIt() {
        JsonNode result = ask("tools/call", "{'name':'test_multiple_content_types','arguments':{}}");
        assertThat(result.path("content").findValuesAsText("type")).containsExactly("text", "image", "resource");
        assertThat(result.has("structuredContent")).isFalse();
    }

    private JsonNode ask(String method, String params) {
        McpRequest request = new McpRequest(IntNode.valueOf(1), method, McpCalls.json(params), false, "2025-11-25");
        byte[] answer = handler.answer(new RequestContext(ClientIdentity.pipe("")), request)
                .json(McpCalls.JSON);
        return McpCalls.tree(new String(answer, StandardCharsets.UTF_8)).path("result");
    }
}
