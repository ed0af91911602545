package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A refusal costs its client, and a proxy's other clients, neither the answer nor the connection. */
class RefusedBodyTest {
    private static final String NO_TOKEN =
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String TOKEN = "only-" + "0".repeat(30);
    private static final String WITH_TOKEN = NO_TOKEN + "Authorization: Bearer " + TOKEN + "\r\n";
    private static final Pattern REFUSED = Pattern.compile("auth_failures_total\\{reason=\"missing_token\"\\} (\\d+)");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .tokens(TOKEN)
            .with("mcp.maxContentBodySize", "100KB")
            .with("mcp.maxBodySize", "100KB");

    @Test
    void connectionOutlivesABodyThatComesAfterTheRefusal() throws IOException {
        int before = refusals();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort())) {
            send(socket, NO_TOKEN + "Content-Length: 7\r\n\r\n");
            await().until(() -> refusals() > before);
            send(socket, "{\"a\":1}" + NO_TOKEN + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
            assertThat(statusLines(socket)).containsExactly("HTTP/1.1 401 Unauthorized", "HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void connectionOutlivesABodyThatIsTooLarge() {
        String chunk = Integer.toHexString(150_000) + "\r\n" + "x".repeat(150_000) + "\r\n0\r\n\r\n";
        String wire = RawHttp.send(
                service.uri(""),
                WITH_TOKEN + "Transfer-Encoding: chunked\r\n\r\n" + chunk + WITH_TOKEN
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(wire).startsWith("HTTP/1.1 413").containsPattern("(?s)\r\n\r\n.*HTTP/1.1 400");
    }

    @Test
    void bodyBeyondAllBoundsIsNotReadToItsEnd() {
        assertEndsConnection(NO_TOKEN + "Content-Length: 1000000\r\n\r\n" + "x".repeat(150_000));
    }

    @Test
    void bodyThatComesOnlyWhenAskedForIsNotAskedFor() {
        assertEndsConnection(NO_TOKEN + "Expect: 100-continue\r\nContent-Length: 7\r\n\r\n");
    }

    @Test
    void refusedBodyIsDroppedAsItCameWithoutInflatingIt() {
        String wire = RawHttp.send(
                service.uri(""),
                NO_TOKEN + "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\n{\"a\":1}" + WITH_TOKEN
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(wire).startsWith("HTTP/1.1 401").containsPattern("(?s)\r\n\r\n.*HTTP/1.1 400");
    }

    /** The answer comes, and says that nothing more is read. */
    private static void assertEndsConnection(String request) {
        String wire = RawHttp.send(service.uri(""), request);
        assertThat(wire).startsWith("HTTP/1.1 401").contains("bearer token").containsIgnoringCase("connection: close");
    }

    private static int refusals() {
        Matcher counted =
                REFUSED.matcher(service.get(service.admin("/prometheus")).body());
        return counted.find() ? Integer.parseInt(counted.group(1)) : 0;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Iterable<String> statusLines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .lines()
                .flatMap(line ->
                        Pattern.compile("HTTP/1.1 \\d{3} .*").matcher(line).results())
                .map(MatchResult::group)
                .toList();
    }
}
