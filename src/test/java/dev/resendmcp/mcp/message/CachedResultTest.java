package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kept results as bytes: the same message, plain and gzipped, whatever the id. */
class CachedResultTest {
    private static final CachedResult KEPT = new CachedResult("{\"tools\":[\"ü\",\"" + "a".repeat(100_000) + "\"]}");

    static Stream<JsonNode> ids() {
        return Stream.of(
                new IntNode(7),
                new TextNode("say \"ü\" \n"),
                new TextNode("x".repeat(0xffff - "{\"jsonrpc\":\"2.0\",\"id\":\"\"".length())),
                new TextNode("x".repeat(200_000)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void bothFormsAreTheSameMessage(JsonNode id) throws IOException {
        byte[] plain = KEPT.json(id);
        JsonNode message = McpCalls.JSON.readTree(plain);
        assertThat(message.path("id")).isEqualTo(id);
        assertThat(message.at("/result/tools/0").asText()).isEqualTo("ü");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(KEPT.gzip(id))).readAllBytes())
                .isEqualTo(plain);
    }

    /** As curl and Python's clients read it: what follows the first member is dropped or refused. */
    @Test
    void gzippedFormIsOneMember() throws Exception {
        byte[] gzip = KEPT.gzip(new IntNode(7));
        Inflater inflater = new Inflater(true);
        inflater.setInput(gzip, 10, gzip.length - 10);
        byte[] plain = new byte[200_000];
        int length = inflater.inflate(plain);
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isEqualTo(8);
        assertThat(ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN).getInt(gzip.length - 4))
                .isEqualTo(length);
        inflater.end();
    }
}
