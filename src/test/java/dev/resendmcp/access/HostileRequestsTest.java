package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.testing.RawHttp;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller with a good token tries with the form of its requests. */
@Tag("slow")
class HostileRequestsTest extends HostileCallerFixture {
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
}
