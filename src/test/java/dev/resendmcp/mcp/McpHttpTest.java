package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP edge: what is let in, what is refused, and how a refusal looks. */
class McpHttpTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY, Map.of("mcp.maxBodySize", "100KB"));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/"})
    void servesBothPaths(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PING)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(McpCalls.parse(answer).path("id").asInt()).isEqualTo(7);
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.headers().firstValue("mcp-session-id")).isEmpty();
    }

    @Test
    void otherPathsAreNotFoundInJson() {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(service.uri("/.well-known/oauth-protected-resource")));
        assertError(answer, 404, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(service.uri("/mcp")).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void otherContentTypesAreRefused() {
        assertError(service.mcp().send(PING, "Content-Type", "text/plain"), 415, RpcError.INVALID_REQUEST);
    }

    @Test
    void bodyAboveTheLimitIsRefused() {
        assertError(service.mcp().send("\"" + "x".repeat(100_000) + "\""), 413, RpcError.INVALID_REQUEST);
    }

    @Test
    void limitCountsInflatedBytes() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(("\"" + "x".repeat(1_000_000) + "\"").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray())));
        assertError(answer, 413, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "nonsense"})
    void bodiesThatAreNotJson(String body) {
        assertError(service.mcp().send(body), 400, RpcError.PARSE_ERROR);
    }

    @Test
    void deeplyNestedBodyIsRefused() {
        assertError(service.mcp().send("[".repeat(5_000) + "]".repeat(5_000)), 400, RpcError.PARSE_ERROR);
    }

    @Test
    void batchesAreRefused() {
        assertError(service.mcp().send("[" + PING + "]"), 400, RpcError.INVALID_REQUEST);
    }

    @Test
    void unknownVersionIsRefusedWithTheSupportedOnes() {
        HttpResponse<String> answer = service.mcp().send(PING, "MCP-Protocol-Version", "2024-01-01");
        assertError(answer, 400, RpcError.UNSUPPORTED_VERSION);
        assertThat(answer.body()).contains("2025-06-18, 2025-11-25, 2026-07-28").contains("\"id\":7");
    }

    @Test
    void staleSessionIdIsIgnored() {
        assertThat(service.mcp().send(PING, "Mcp-Session-Id", "gone").statusCode())
                .isEqualTo(200);
    }

    @Test
    void notificationIsAcceptedWithoutBody() {
        HttpResponse<String> answer =
                service.mcp().send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void initializeAgreesToAServedVersion(String version) {
        assertThat(initialize(version).path("protocolVersion").asText()).isEqualTo(version);
    }

    @Test
    void initializeOffersTheNewestVersionInsteadOfAnUnknownOne() {
        assertThat(initialize("2024-01-01").path("protocolVersion").asText()).isEqualTo("2025-11-25");
    }

    @Test
    void unknownMethodIsNotFound() {
        assertError(service.mcp().send(PING.replace("ping", "tasks/list")), 200, RpcError.METHOD_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"no_such_tool\"}",
                "{\"name\":5}",
                "{\"name\":\"list_emails\",\"arguments\":[]}",
                "{\"name\":\"list_emails\",\"arguments\":null}"
            })
    void wrongCallParamsAreInvalid(String params) {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}";
        assertError(service.mcp().send(call), 200, RpcError.INVALID_PARAMS);
    }

    @Test
    void wrongArgumentsAreAToolErrorTheModelCanRepair() {
        JsonNode result = service.mcp().result("list_emails", McpCalls.json("{'limit':0,'colour':'red'}"));
        assertThat(result.path("isError").asBoolean()).isTrue();
        JsonNode error = result.at("/structuredContent/error");
        assertThat(error.path("name").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("message").asText()).contains("limit").contains("colour");
    }

    @Test
    void idsComeBackWithTheirType() {
        assertThat(McpCalls.parse(service.mcp().send(PING.replace("7", "\"seven\"")))
                        .path("id")
                        .asText())
                .isEqualTo("seven");
        assertThat(McpCalls.parse(service.mcp().send(PING.replace("7", "9007199254740993")))
                        .path("id")
                        .asLong())
                .isEqualTo(9007199254740993L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example:80"
            })
    void foreignOriginsAreRefused(String origin) {
        assertError(service.mcp().send(PING, "Origin", origin), 403, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "http://[::1]:99"})
    void localOriginsAreServed(String origin) {
        assertThat(service.mcp().send(PING, "Origin", origin).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example"})
    void foreignHostsAreRefused(String host) throws IOException {
        // The JDK's client does not let a caller choose the Host header.
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort())) {
            String request =
                    "POST /mcp HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + PING.length() + "\r\nConnection: close\r\n\r\n" + PING;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
        }
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
    void whatIsNoRequestGetsAShortAnswerInJson(String requestLine) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .contains("\"jsonrpc\":\"2.0\"")
                    .doesNotContain("<html")
                    .doesNotContain("Exception");
        }
    }

    private static JsonNode initialize(String version) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + version + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
        return McpCalls.parse(service.mcp().send(message)).path("result");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return service.mcp().send(request.build());
    }

    private static void assertError(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(McpCalls.parse(answer).at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("jetty");
    }
}
