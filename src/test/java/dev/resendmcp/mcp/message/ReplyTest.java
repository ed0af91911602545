package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every answer can be written. */
class ReplyTest {
    @Test
    void whatIsNoJsonIsAnInternalErrorUnderTheSameId() throws IOException {
        ObjectNode body = McpCalls.JSON.createObjectNode().put("id", 7);
        body.putPOJO("result", new Object());
        JsonNode written = McpCalls.JSON.readTree(new Reply(200, body).json(McpCalls.JSON));
        assertThat(written.path("id").asInt()).isEqualTo(7);
        assertThat(written.at("/error/code").asInt()).isEqualTo(RpcError.INTERNAL_ERROR);
    }
}
