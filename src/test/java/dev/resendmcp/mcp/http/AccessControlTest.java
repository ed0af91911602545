package dev.resendmcp.mcp.http;

import static dev.resendmcp.mcp.http.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP edge: under which paths, methods, hosts and origins a request is let in. */
class AccessControlTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/"})
    void servesBothPaths(String path) {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(PING))
                        .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(McpCalls.parse(answer).path("id").asInt()).isEqualTo(7);
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.headers().firstValue("mcp-session-id")).isEmpty();
    }

    @Test
    void otherPathsAreNotFoundInJson() {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/.well-known/other")).build());
        assertRefused(answer, 404, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/mcp"))
                        .method(method, BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example:80",
                "http://localhost:3000@evil.example",
                "http://localhost@evil.example",
                "http://localhost:99999",
                "http://localhost:80:80",
                "http://localhost/evil",
                "http://[::1",
                "localhost",
                "ftp://localhost"
            })
    void foreignOriginsAreRefused(String origin) {
        assertRefused(service.mcp().send(PING, "Origin", origin), 403, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "http://127.0.0.1",
                "http://[::1]:99",
                "HTTP://LocalHost.:80",
                "http://[0:0::1]"
            })
    void localOriginsAreServed(String origin) {
        assertThat(service.mcp().send(PING, "Origin", origin).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "[::2]"})
    void foreignHostsAreRefused(String host) {
        assertThat(ping("Host: " + host)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:1@evil.example",
                "[::1",
                "localhost:http",
                "evil.example#localhost",
                "localhost\r\nHost: localhost"
            })
    void whatIsNoHostIsNoRequest(String host) {
        assertThat(ping("Host: " + host)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:80", "localhost.:8080", "127.0.0.1:1", "[0:0:0:0:0:0:0:1]", "[::1]:443"})
    void hostsAreComparedByNameAndPort(String host) {
        assertThat(ping("Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @Test
    void requestWithoutAHostIsRefused() {
        String request = "POST /mcp HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: " + PING.length();
        assertThat(RawHttp.send(service.uri(""), request + "\r\n\r\n" + PING)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer a", "Origin: http://localhost", "MCP-Protocol-Version: 2025-11-25"})
    void headerThatComesTwiceIsRefused(String header) {
        assertThat(ping("Host: localhost\r\n" + header + "\r\n" + header))
                .startsWith("HTTP/1.1 400")
                .contains("came more than once");
    }

    /** The JDK's client does not let a caller choose the Host header. */
    private static String ping(String headers) {
        return RawHttp.send(
                service.uri(""),
                "POST /mcp HTTP/1.1\r\n" + headers + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + PING.length() + "\r\nConnection: close\r\n\r\n" + PING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /a%2Fb HTTP/1.1",
                "GET /mcp/..;/x HTTP/1.1",
                "NONSENSE",
                "GET / HTTP/9.9"
            })
    void whatIsNoRequestGetsAShortAnswerInJson(String requestLine) {
        String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.send(service.uri(""), request))
                .contains("\"jsonrpc\":\"2.0\"")
                .doesNotContain("<html")
                .doesNotContain("Exception");
    }

    @Test
    void anErrorOfTheHttpServerHasNoBodyAfterHead() {
        String request = "HEAD /mcp HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "y".repeat(20_000) + "\r\n\r\n";
        assertThat(RawHttp.send(service.uri(""), request))
                .startsWith("HTTP/1.1 431")
                .endsWith("\r\n\r\n");
    }
}
