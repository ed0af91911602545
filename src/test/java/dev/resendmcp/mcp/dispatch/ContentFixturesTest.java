package dev.resendmcp.mcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Seals;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Tools that answer with other content than the JSON of the API, beside those that do not. */
class ContentFixturesTest {
    private final RequestHandler handler = new RequestHandler(
            new McpEngine(new FixtureTools(), ContentFixtures.offer(), "test", "1", Seals.fresh(), McpCalls.JSON),
            FixtureServer.metrics(),
            McpCalls.JSON);

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
        byte[] answer = handler.answer(new McpExchange(ClientIdentity.pipe("")), request)
                .json(McpCalls.JSON);
        return McpCalls.tree(new String(answer, StandardCharsets.UTF_8)).path("result");
    }
}
