package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that a client gets wrong are the client's error, never the server's. */
class BodyReaderTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                ResendSimulator.FULL_ACCESS_KEY,
                Map.of("server.applicationConnectors[0].idleTimeout", "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @Test
    void emptyBodyIsCalledEmpty() {
        HttpResponse<String> answer = service.mcp().send("");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).isEqualTo("The body is empty");
    }

    @Test
    void bodyThatIsNotCompressedAsItSaysIsRefused() {
        HttpResponse<String> answer = service.mcp().send(PING, "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).contains("not encoded as its headers say");
    }

    @Test
    void unknownCompressionIsRefused() {
        HttpResponse<String> answer = service.mcp().send(PING, "Content-Encoding", "br");
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void bodyThatStallsIsTheClientsTimeout() throws IOException {
        assertThat(post("Content-Length: 100", "{")).startsWith("HTTP/1.1 408").contains("did not arrive whole");
    }

    @Test
    void chunkedBodyIsServed() throws IOException {
        String chunk = Integer.toHexString(PING.length()) + "\r\n" + PING + "\r\n0\r\n\r\n";
        assertThat(post("Transfer-Encoding: chunked", chunk)).startsWith("HTTP/1.1 200");
    }

    private static String post(String header, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort())) {
            String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                    + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String message(HttpResponse<String> answer) {
        return McpCalls.parse(answer).at("/error/message").asText();
    }
}
