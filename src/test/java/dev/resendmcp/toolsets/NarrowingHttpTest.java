package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request narrows its tools by path, headers and query. {@link WideningTest} has the ways that widen nothing. */
class NarrowingHttpTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String DELETE_DOMAIN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"delete_domain\",\"arguments\":{\"domain_id\":\"x\"}}}";
    private static final Set<String> OFFERED = Set.of(
            "send_email", "send_batch_emails", "get_email", "update_email", "cancel_email", "list_topics", "get_topic");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("TOOLSETS", "sending, topics")
            .with("EXCLUDE_TOOLS", "create_topic,update_topic, delete_topic");

    @Test
    void settingsLimitWhatIsOffered() {
        assertThat(names(post("/mcp", LIST))).isEqualTo(OFFERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/x/topics",
                "/mcp/x/TOPICS",
                "/mcp?toolsets=topics",
                "/mcp?Toolsets=%74opics",
                "/mcp/x/all,topics?toolsets=topics",
                "/mcp/x/topics/",
                "/mcp//x/topics",
                "/mcp/x/topics%2Cdomains",
                "/?toolsets=topics,webhooks"
            })
    void pathAndQueryNarrow(String path) {
        assertThat(names(post(path, LIST))).containsExactlyInAnyOrder("list_topics", "get_topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/readonly", "/mcp/x/all/readonly", "/mcp/x/read-only", "/mcp?toolsets=read-only"})
    void readOnlyPathsShowOnlyReaders(String path) {
        assertThat(names(post(path, LIST))).containsExactlyInAnyOrder("get_email", "list_topics", "get_topic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-MCP-Toolsets|topics|list_topics,get_topic",
                "x-mcp-toolsets| Topics , all-of-nothing,|-",
                "X-MCP-Tools|send_email,delete_domain|send_email",
                "X-MCP-Tools|SEND_EMAIL|send_email",
                "X-MCP-Exclude-Tools|send_email,send_batch_emails,get_email,update_email,cancel_email|list_topics,get_topic",
                "X-MCP-Readonly|true|get_email,list_topics,get_topic",
                "X-MCP-Readonly|1|get_email,list_topics,get_topic"
            })
    void headersNarrow(String header, String value, String expected) {
        HttpResponse<String> answer = post("/mcp", LIST, header, value);
        if (expected.equals("-")) {
            assertThat(answer.statusCode()).isEqualTo(400);
        } else {
            assertThat(names(answer)).containsExactlyInAnyOrder(expected.split(",", -1));
        }
    }

    @Test
    void exclusionBeatsChoiceAndReadOnlyBeatsBoth() {
        assertThat(names(post(
                        "/mcp",
                        LIST,
                        "X-MCP-Tools",
                        "send_email,get_email,get_topic",
                        "X-MCP-Exclude-Tools",
                        "get_topic",
                        "X-MCP-Readonly",
                        "true")))
                .containsExactly("get_email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/x/",
                "/mcp/x",
                "/mcp/X/topics",
                "/mcp/x/topics/x/all",
                "/mcp/readonly/x/all",
                "/mcp/x/topics;all",
                "/mcp;x=1",
                "/mcp/x/%74opics",
                "/MCP/x/topics",
                "/mcp/READONLY"
            })
    void otherPathsAreNotServed(String path) {
        assertThat(post(path, LIST).statusCode()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp/x/topic,did you mean topics?",
        "/mcp/x/topics%2Ctopic,did you mean topics?",
        "/mcp?toolsets=sendin,did you mean sending?",
        "/mcp?toolsets=,names no toolset",
        "/mcp?toolsets,names no toolset",
        "/mcp?toolsets=topics&toolsets=all,more than once",
        "/mcp?toolsets=topics&TOOLSETS=all,more than once",
        "/mcp?toolsets=topics&%74oolsets=all,more than once",
        "/mcp/x/_,is no toolset"
    })
    void whatCannotBeReadIsRefused(String path, String sentence) {
        HttpResponse<String> answer = post(path, LIST);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "X-MCP-Readonly,yes",
        "X-MCP-Readonly,''",
        "X-MCP-Toolsets,','",
        "X-MCP-Tools,send_emial",
        "X-MCP-Exclude-Tools,x"
    })
    void headersThatCannotBeReadAreRefused(String header, String value) {
        assertThat(post("/mcp", LIST, header, value).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-MCP-Toolsets", "X-MCP-Tools", "X-MCP-Exclude-Tools", "X-MCP-Readonly"})
    void repeatedHeaderIsRefused(String header) {
        String answer = RawHttp.sendAndEnd(
                service.uri("/mcp"),
                ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                + header + ": topics\r\n" + header.toLowerCase(Locale.ROOT) + ": all\r\n"
                                + "Content-Length: " + LIST.length() + "\r\n\r\n" + LIST)
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("came more than once");
    }

    @Test
    void hiddenCallsAreCounted() {
        post("/mcp", DELETE_DOMAIN);
        assertThat(service.get(service.admin("/prometheus")).body())
                .containsPattern("mcp_hidden_tool_calls_total\\{caller=\"local\"\\} [1-9]");
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.uri("/") + path.substring(1)))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return service.mcp().send(request.build());
    }

    private static Set<String> names(HttpResponse<String> answer) {
        JsonNode tools = McpCalls.parse(answer).at("/result/tools");
        assertThat(tools.isArray()).as(answer.body()).isTrue();
        List<JsonNode> all = StreamSupport.stream(tools.spliterator(), false).toList();
        return all.stream().map(tool -> tool.path("name").asText()).collect(Collectors.toSet());
    }
}
