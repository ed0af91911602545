package dev.resendmcp.mcp.http;

import static dev.resendmcp.mcp.http.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that a client gets wrong are the client's error, never the server's. */
class BodyReaderTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    private static final String LONG = "x".repeat(300_000);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("mcp.maxBodySize", "100KB");

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
    void chunkedBodyIsServed() {
        String chunk = Integer.toHexString(PING.length()) + "\r\n" + PING + "\r\n0\r\n\r\n";
        assertThat(post("Transfer-Encoding: chunked", chunk)).startsWith("HTTP/1.1 200");
    }

    @Test
    void otherContentTypesAreRefused() {
        assertRefused(service.mcp().send(PING, "Content-Type", "text/plain"), 415, RpcError.INVALID_REQUEST);
    }

    @Test
    void bodyAboveTheLimitIsRefused() {
        assertRefused(service.mcp().send("\"" + "x".repeat(100_000) + "\""), 413, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'send_email','arguments':ARGUMENTS}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'arguments':ARGUMENTS,'name':'send_email'}}",
                "{'params':{'arguments':ARGUMENTS,'name':'send_email'},'method':'tools/call','id':1,'jsonrpc':'2.0'}"
            })
    void callThatCarriesContentMayBeLargeInWhateverOrderItComes(String call) {
        String arguments =
                "{'from':'a@" + SeedData.DOMAIN_NAME + "','to':['b@example.org'],'subject':'s','html':'" + LONG + "'}";
        HttpResponse<String> answer =
                service.mcp().send(call.replace("ARGUMENTS", arguments).replace('\'', '"'));
        assertThat(McpCalls.parse(answer).at("/result/isError").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'list_emails','arguments':{'x':'LONG'}}}",
                "{'jsonrpc':'2.0','id':1,'method':'ping','params':{'name':'send_email','x':'LONG'}}",
                "{'params':{'x':'LONG','name':'list_emails'},'method':'tools/call','id':1,'jsonrpc':'2.0'}",
                "{'params':{'x':'LONG'},'method':'tools/call','id':1,'jsonrpc':'2.0'}"
            })
    void othersMayNotInWhateverOrderTheyCome(String message) {
        HttpResponse<String> answer =
                service.mcp().send(message.replace("LONG", LONG).replace('\'', '"'));
        assertRefused(answer, 413, RpcError.INVALID_REQUEST);
        assertThat(message(answer)).contains("100000 bytes", "mcp.maxBodySize", "mcp.maxContentBodySize");
    }

    @Test
    void limitCountsInflatedBytes() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(("\"" + "x".repeat(1_000_000) + "\"").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                        .build());
        assertRefused(answer, 413, RpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "nonsense"})
    void bodiesThatAreNotJson(String body) {
        assertRefused(service.mcp().send(body), 400, RpcError.PARSE_ERROR);
    }

    @Test
    void deeplyNestedBodyIsRefused() {
        assertRefused(service.mcp().send("[".repeat(5_000) + "]".repeat(5_000)), 400, RpcError.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[],", "{},", "[[]],"})
    void bodyOfVeryManyNodesIsRefused(String node) {
        String message = PING.replace("}", ",\"params\":{\"x\":[" + node.repeat(99_000 / node.length()) + "0]}}");
        assertTooComplex(service.mcp().send(message));
    }

    @Test
    void bodyOfManyNodesIsServed() {
        String message = PING.replace("}", ",\"params\":{\"x\":[" + "{},".repeat(20_000) + "0]}}");
        assertThat(service.mcp().send(message).statusCode()).isEqualTo(200);
    }

    @Test
    void endlessNameIsRefused() {
        assertTooComplex(service.mcp().send(PING.replace("}", ",\"" + "n".repeat(1_001) + "\":1}")));
    }

    private static void assertTooComplex(HttpResponse<String> answer) {
        assertRefused(answer, 400, RpcError.PARSE_ERROR);
        assertThat(message(answer)).startsWith("The body holds more JSON than any tool takes");
    }

    /** Written out in full, a few bytes of these would fill the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"1e1001", "1e600000000", "1E2147483647", "-1e-2147483647", "1e99999999999"})
    void endlessNumbersAreRefused(String number) {
        String message = PING.replace("}", ",\"params\":{\"x\":[" + number + "]}}");
        assertRefused(service.mcp().send(message), 400, RpcError.PARSE_ERROR);
    }

    @Test
    void largeNumbersAreServed() {
        String message = PING.replace("}", ",\"params\":{\"x\":[1e308,-1e-308,123456789012345678901234567890]}}");
        assertThat(service.mcp().send(message).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "\u00ff", "", "\""})
    void madeUpCharsetsAreNotLookedUp(String charset) {
        String headers = "Content-Length: " + PING.length() + "\r\nContent-Type: application/json; charset=" + charset;
        String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nConnection: close\r\n\r\n" + PING;
        assertThat(RawHttp.send(service.uri(""), request)).startsWith("HTTP/1.1 200");
    }

    private static String post(String header, String body) {
        return RawHttp.send(
                service.uri(""),
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                        + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static String message(HttpResponse<String> answer) {
        return McpCalls.parse(answer).at("/error/message").asText();
    }
}
