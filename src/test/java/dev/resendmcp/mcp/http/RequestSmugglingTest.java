package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request whose end is told in two ways is refused, and nothing after it is read: a proxy in front might see another end,
 * and take what follows for the request of somebody else.
 */
class RequestSmugglingTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1.1 \\d{3} [^\r\n]*");

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("server.applicationConnectors[0].idleTimeout", "1s");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 45\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 45",
                "Content-Length: 45\r\nContent-Length: 6",
                "Content-Length: 45, 6",
                "Content-Length: +45",
                "Content-Length: -1",
                "Content-Length: 0x2d",
                "Content-Length: 99999999999999999999",
                "Content-Length : 45",
                "Content-Length:\r\n 45",
                "X: a\rContent-Length: 45",
                "X: a\nContent-Length: 45",
                "Content-Length: 45\nX: a",
                "X\u0000: a\r\nContent-Length: 45",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\r\n chunked"
            })
    void contradictoryFramingIsRefusedAndEndsTheConnection(String framing) {
        String wire = send(framing, PING + SMUGGLED);
        assertThat(wire).containsPattern("^HTTP/1.1 (400|501) ");
        assertThat(statusLines(wire)).as(wire).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n",
                "ffffffffffffffffff\r\n",
                "2d\r\n" + PING + "xx0\r\n\r\n",
                "2d\n" + PING + "\r\n0\r\n\r\n",
                "2d;a=b\n" + PING + "\r\n0\r\n\r\n",
                "2d\r\n" + PING + "\n0\r\n\r\n",
                "2d\r\n" + PING + "\r\n0\n\r\n",
                "2d\r\n" + PING + "\r\n0\r\nX: a\n\r\n"
            })
    void brokenChunksEndTheConnection(String chunks) {
        String wire = send("Transfer-Encoding: chunked", chunks + SMUGGLED);
        assertThat(wire).containsPattern("^HTTP/1.1 4\\d\\d ");
        assertThat(statusLines(wire)).as(wire).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /mcp HTTP/1.1\nHost: localhost\r\n\r\n", "POST /mcp HTTP/1.1\r\nHost: localhost\n\n"})
    void headWithABareLineFeedIsRefused(String head) {
        String wire = RawHttp.send(service.uri(""), head + SMUGGLED);
        assertThat(wire).startsWith("HTTP/1.1 400");
        assertThat(statusLines(wire)).as(wire).hasSize(1);
    }

    @Test
    void requestsThatFollowEachOtherAreAnsweredInTheirOrder() {
        String wire = send("Content-Length: " + PING.length(), PING + SMUGGLED);
        assertThat(statusLines(wire)).containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found");
    }

    @Test
    void halfARequestIsNotWaitedForLongerThanTheIdleTimeout() {
        String wire = RawHttp.send(service.uri(""), "POST /mcp HTTP/1.1\r\nHost: loc");
        assertThat(statusLines(wire)).as(wire).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void bodyThatStallsIsTheClientsTimeout() {
        assertThat(send("Content-Length: 100", "{")).startsWith("HTTP/1.1 408").contains("did not arrive whole");
    }

    @Test
    void refusedBodyThatStallsIsNotWaitedForLongerThanTheIdleTimeout() {
        String wire = RawHttp.send(
                service.uri(""), "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
        assertThat(wire).startsWith("HTTP/1.1 404").containsIgnoringCase("connection: close");
    }

    private static String send(String framing, String body) {
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        return RawHttp.send(service.uri(""), head + framing + "\r\n\r\n" + body);
    }

    private static List<String> statusLines(String wire) {
        return STATUS_LINE.matcher(wire).results().map(MatchResult::group).toList();
    }
}
