package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller tries who has a token of its own, or that of somebody else in the wrong place. */
@Tag("slow")
class HostileCallerTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @TempDir
    static Path directory;

    private static CallerToken ann;
    private static CallerToken bob;
    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        ann = CallerToken.create();
        bob = CallerToken.create();
        CallersFixture callers = new CallersFixture(directory);
        callers.write(
                CallersFixture.entry("ann", ann),
                CallersFixture.entry("bob", bob, "toolsets: [topics]", "read_only: true"));
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("CALLERS_FILE", callers.path().toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    /** TOKEN is a good one, BASIC the same for Basic authentication. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp?access_token=TOKEN",
                "/mcp?token=TOKEN&authorization=Bearer%20TOKEN",
                "/mcp/TOKEN",
                "/mcp/x/TOKEN",
                "/mcp;token=TOKEN",
                "http://ann:TOKEN@localhost/mcp",
                "/mcp~Cookie: token=TOKEN; Authorization=Bearer TOKEN",
                "/mcp~X-API-Key: TOKEN",
                "/mcp~X-Authorization: Bearer TOKEN~Proxy-Authorization: Bearer TOKEN",
                "/mcp~Mcp-Session-Id: TOKEN",
                "/mcp~Authorization: TOKEN",
                "/mcp~Authorization: Basic BASIC",
                "/mcp~Authorization: Token TOKEN",
                "/mcp~Authorization: Bearer: TOKEN",
                "/mcp~Authorization: Bearer\tTOKEN",
                "/mcp~Authorization: Bearer Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN, Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN extra",
                "/mcp~Authorization: Bearer \"TOKEN\"",
                "/mcp~Authorization: Bearer TOKEN\u00a0",
                "/mcp~Authorization: Bearer TOKEN%20",
                "/mcp~Authorization: Bearer\r\n TOKEN",
                "/mcp~Authorization : Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN~Authorization: Bearer TOKEN",
                "/mcp~Authorization: Bearer wrong~authorization: Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN~AUTHORIZATION:",
                "/mcp~Authorization:~Authorization: Bearer TOKEN"
            })
    void goodTokenInTheWrongPlaceLetsNobodyIn(String way) {
        String basic = Base64.getEncoder().encodeToString(("ann:" + ann.text()).getBytes(StandardCharsets.UTF_8));
        String answer = post(way.replace("TOKEN", ann.text()).replace("BASIC", basic), LIST);
        assertThat(status(answer)).as(answer).isIn(400, 401, 404);
        assertThat(answer).doesNotContain(ann.text(), "send_email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer TOKEN", "bearer TOKEN", "BEARER   TOKEN", "  Bearer TOKEN  "})
    void schemeIsReadAsHttpReadsIt(String header) {
        assertThat(status(post("/mcp~Authorization: " + header.replace("TOKEN", ann.text()), LIST)))
                .isEqualTo(200);
    }

    @Test
    void changedTokensLetNobodyIn() {
        String good = ann.text();
        for (String token : List.of(
                good.toUpperCase(Locale.ROOT),
                good + "a",
                good.substring(0, good.length() - 1),
                good.substring(0, 16) + bob.text().substring(16),
                bob.text().substring(0, 16) + good.substring(16),
                good.replace('a', '\u00e0') + "\u00e0",
                good + "\u0000",
                "rmcp_" + "a".repeat(10) + "_" + "a".repeat(52))) {
            String answer = post("/mcp~Authorization: Bearer " + token, LIST);
            assertThat(status(answer)).as(token.length() + " characters").isIn(400, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 7_000, 9_000, 100_000, 1_000_000})
    void oversizedTokenIsRefusedShortly(int length) {
        String answer = post("/mcp~Authorization: Bearer " + "x".repeat(length), LIST);
        assertThat(answer).startsWith("HTTP/1.1 4").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "GET", "PROPFIND", "post"})
    void otherMethodsShowNothing(String method) {
        for (String token : List.of(ann.text(), "wrong")) {
            String answer = RawHttp.send(
                    service.uri("/"),
                    method + " /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                            + "\r\nX-Probe: probe\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(token, "probe", "send_email");
        }
    }

    /** The body that a message lost its length of is no second request of somebody else. */
    @Test
    void streamIsOpenedWithoutABodyOnly() {
        String head =
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\n"
                        + "Authorization: Bearer " + ann.text() + "\r\nConnection: close\r\n";
        assertThat(RawHttp.send(service.uri("/"), head + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("event-stream");
        assertThat(RawHttp.send(service.uri("/"), head + "\r\n" + LIST)).doesNotContain("send_email");
        assertThat(status(RawHttp.send(service.uri("/"), head + "Content-Length: 2\r\n\r\n{}")))
                .isEqualTo(405);
        assertThat(status(RawHttp.send(service.uri("/"), head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-MCP-Toolsets: ", "X-MCP-Tools: ", "X-MCP-Exclude-Tools: "})
    void veryManyNamesCostLittle(String header) {
        String known = header.contains("Toolsets") ? "topics," : "get_topic,";
        String many = post(authorized(ann) + "~" + header + known.repeat(700), LIST);
        assertThat(status(many)).isIn(200, 431);
        String unknown = post(authorized(ann) + "~" + header + "get_topix,".repeat(700), LIST);
        assertThat(unknown).startsWith("HTTP/1.1 4").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics,", "a", "%2C", "%2Ca", "topics%2c", "/", "/readonly", "/x/a", "..;/", ";"})
    void longPathIsAnsweredShortlyWithAndWithoutAToken(String part) {
        String path = "/mcp/x/" + part.repeat(7_500 / part.length());
        for (String token : List.of(ann.text(), "wrong")) {
            String answer = post(path + "~Authorization: Bearer " + token, LIST);
            assertThat(status(answer)).as(part).isIn(200, 400, 401, 404, 414, 431);
        }
        assertThat(status(post(path, LIST))).isIn(400, 401, 404, 414, 431);
    }

    @Test
    void sessionOfOneCallerIsNothingToAnother() {
        String session = "~Mcp-Session-Id: fixed";
        post(
                authorized(ann) + session,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                        + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}}");
        assertThat(post(authorized(ann) + session, LIST)).contains("send_email");
        assertThat(post(authorized(bob) + session, LIST))
                .contains("list_topics")
                .doesNotContain("send_email");
        assertThat(status(post("/mcp" + session, LIST))).isEqualTo(401);
    }

    @Test
    void connectionOfOneCallerIsNothingToAnother() {
        String first = request(authorized(ann), LIST).replace("Connection: close\r\n", "");
        String second = request(authorized(bob), LIST).replace("Connection: close\r\n", "");
        String third = request("/mcp", LIST);
        String answers = RawHttp.send(service.uri("/"), first + second + third);
        String[] each = answers.split("(?=HTTP/1.1 )", -1);
        assertThat(each[each.length - 3]).contains("send_email");
        assertThat(each[each.length - 2]).contains("list_topics").doesNotContain("send_email");
        assertThat(each[each.length - 1]).startsWith("HTTP/1.1 401");
    }

    @Test
    void readOnlyCallerCannotUpload() {
        assertThat(upload(ann)).isEqualTo(201);
        assertThat(upload(bob)).isEqualTo(403);
    }

    @Test
    void halfOfASurrogatePairInAQueryIsNoFailureOfTheService() {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_topics\","
                + "\"arguments\":{\"after\":\"a\\ud800b\"}}}";
        assertThat(post(authorized(ann), list)).contains("\"result\"").doesNotContain("internal_error");
    }

    @Test
    void messageWithAKeyTwiceIsRefused() {
        String twice = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_topic\","
                + "\"name\":\"delete_domain\",\"arguments\":{\"domain_id\":\"x\"}}}";
        assertThat(status(post(authorized(bob), twice))).isEqualTo(400);
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void configurationThatACallerReadsNamesNoOtherCaller() {
        JsonNode read = service.mcp().as(bob.text()).ask("resources/read", "{'uri':'resend://configuration'}");
        assertThat(read.toString()).contains("callersFileSet").doesNotContain("\"ann", "'ann", ann.id(), "callers.yml");
    }

    private int upload(CallerToken caller) {
        return service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/files?name=a.txt"))
                        .header("Authorization", "Bearer " + caller.text())
                        .POST(BodyPublishers.ofByteArray(new byte[] {1}))
                        .build())
                .statusCode();
    }

    private static String authorized(CallerToken caller) {
        return "/mcp~Authorization: Bearer " + caller.text();
    }

    private static String post(String way, String body) {
        return RawHttp.send(service.uri("/"), request(way, body));
    }

    /** @param way path and header lines, which are separated by a tilde */
    private static String request(String way, String body) {
        String[] parts = way.split("~", 2);
        String more = parts.length == 1 ? "" : parts[1].replace("~", "\r\n") + "\r\n";
        return "POST " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nConnection: close\r\n" + more + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
}
