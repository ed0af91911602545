package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and browsers do besides MCP: slashes, searches for OAuth, pages of allowed origins, and people who look. */
class WebHabitsTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String PAGE = "http://localhost:3000";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().tokens("ann:" + TOKEN);

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/", "//mcp", "/mcp//", "//"})
    void slashesMakeNoDifference(String path) {
        HttpResponse<String> answer = send(path, "POST", PING, "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcps", "/mcp/x", "/MCP", "/.well-known/other", "/registered"})
    void otherPathIsNotFound(String path) {
        HttpResponse<String> answer = send(path, "GET", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(McpCalls.parse(answer).at("/error/message").asText()).isEqualTo("MCP is served at /mcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp",
                "/.well-known/oauth-authorization-server/mcp",
                "/mcp/.well-known/openid-configuration",
                "/register",
                "/authorize"
            })
    void clientThatLooksForOAuthIsToldToSendABearerToken(String path) {
        HttpResponse<String> answer = send(path, path.equals("/register") ? "POST" : "GET", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        JsonNode error = McpCalls.parse(answer);
        assertThat(error.path("error").asText()).isEqualTo("access_denied");
        assertThat(error.path("error_description").asText())
                .contains("no OAuth")
                .contains("bearer token");
    }

    @Test
    void whetherATokenIsValidIsNotToldThere() {
        HttpResponse<String> wrong = send("/register", "POST", "{}", "Authorization", "Bearer wrong");
        HttpResponse<String> right = send("/register", "POST", "{}", "Authorization", "Bearer " + TOKEN);
        assertThat(wrong.body()).isEqualTo(right.body()).contains("One that was answered with 401 is not valid.");
    }

    @Test
    void pageOfAnAllowedOriginMayReadAnAnswer() {
        HttpResponse<String> answer = send("/mcp", "POST", PING, "Origin", PAGE, "Authorization", "Bearer " + TOKEN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void pageOfAnAllowedOriginMayReadARefusal() {
        HttpResponse<String> answer = send("/mcp", "POST", PING, "Origin", PAGE);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
    }

    @Test
    void preflightOfAnAllowedOriginNeedsNoToken() {
        HttpResponse<String> answer =
                send("/mcp", "OPTIONS", "", "Origin", PAGE, "Access-Control-Request-Method", "POST");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "MCP-Protocol-Version", "Mcp-Session-Id");
    }

    @Test
    void preflightOfAForeignOriginIsRefused() {
        HttpResponse<String> answer =
                send("/mcp", "OPTIONS", "", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mcp"})
    void browserGetsAPageThatSaysHowToConnect(String path) {
        HttpResponse<String> answer = send(path, "GET", "", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(answer.body())
                .contains("Model Context Protocol", service.uri("/mcp").toString());
    }

    @Test
    void foreignPageGetsNoPage() {
        HttpResponse<String> answer = send("/", "GET", "", "Accept", "text/html", "Origin", "https://evil.example");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> send(String path, String method, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return service.mcp().send(request.build());
    }
}
