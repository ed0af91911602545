package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.MessageParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a few bytes would inflate to is never there. */
class MessageBodyTest {
    private static final long USUAL = 1_048_576;
    private static final int MANY = 13_000_000;
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":[";
    private static final String SEND =
            PING.replace("ping\",\"params\":{", "tools/call\",\"params\":{\"name\":\"send\",");

    private final BodyLimits limits = new BodyLimits(USUAL, 40_000_000, () -> Set.of("send"));
    private final TrafficLimits room = new TrafficLimits(new ResendMcpConfiguration().mcp(), limits, 1_000_000_000);
    private MessageBody body;

    @BeforeEach
    void begin() throws BodyRefusedException {
        body = new MessageBody(limits, new MessageParser(limits), room.body(Caller.LOCAL), true);
    }

    @Test
    void inflatingEndsAtTheUsualLimit() throws IOException {
        byte[] bomb = gzip(PING, "{},", MANY);
        assertThatThrownBy(() -> body.take(bomb, bomb.length)).hasMessageContaining("The body holds more JSON");
        assertThat(room.bodyBytes()).isLessThan(USUAL + 10_000);
    }

    @Test
    void inflatingEndsAtTheUsualLimitForWhatCarriesNoContent() throws IOException {
        byte[] bomb = gzip(PING + "\"", "xxx", MANY);
        assertThatThrownBy(() -> body.take(bomb, bomb.length)).hasMessageContaining("mcp.maxBodySize");
        assertThat(room.bodyBytes()).isLessThan(USUAL + 10_000);
    }

    @Test
    void contentIsNoWayAroundTheBoundsOfJson() throws IOException {
        byte[] bomb = gzip(SEND, "{},", MANY);
        assertThatThrownBy(() -> body.take(bomb, bomb.length)).hasMessageContaining("The body holds more JSON");
        assertThat(room.bodyBytes()).isLessThan(USUAL + 10_000);
    }

    @Test
    void nodesBehindALargeTextAreFoundBeforeTheBodyHasDoubled() throws IOException {
        byte[] bomb = gzip(SEND + "\"" + "x".repeat(2_000_000) + "\",", "{},", MANY);
        assertThatThrownBy(() -> body.take(bomb, bomb.length)).hasMessageContaining("The body holds more JSON");
        assertThat(room.bodyBytes()).isLessThan(5_000_000);
    }

    @Test
    void contentIsTakenUpToItsOwnLimit() throws Exception {
        byte[] large = gzip(SEND + "\"", "xxx", 39_000_000 / 3);
        body.take(large, large.length);
        assertThat(room.bodyBytes()).isGreaterThan(39_000_000);
    }

    @Test
    void compressedBodyThatBreaksOffIsRefused() throws Exception {
        byte[] whole = gzip(PING, "1,", 100);
        body.take(whole, whole.length - 1);
        assertThatThrownBy(body::end).hasMessageContaining("not encoded as its headers say");
    }

    private static byte[] gzip(String beginning, String part, int times) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        byte[] parts = part.repeat(1_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(beginning.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < times; i += 1_000) {
                out.write(parts);
            }
        }
        return zipped.toByteArray();
    }
}
