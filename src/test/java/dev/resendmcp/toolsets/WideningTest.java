package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to ask for more than the settings and the caller's entry allow, in both eras, as bytes that no client library would
 * send. A request gets what is left, or is refused; it never gets more.
 */
@Tag("slow")
class WideningTest {
    /** What is left of the settings and the entry of the caller. */
    private static final Set<String> LEFT = Set.of("get_topic", "list_topics", "update_topic");

    @TempDir
    static Path directory;

    private static ResendSimulator resend;
    private static RunningService service;
    private static CallerToken narrow;
    private static CallerToken reader;

    @BeforeAll
    static void start() {
        narrow = CallerToken.create();
        reader = CallerToken.create();
        CallersFixture callers = new CallersFixture(directory);
        callers.write(
                CallersFixture.entry("narrow", narrow, "toolsets: [topics, domains]", "exclude_tools: [delete_topic]"),
                CallersFixture.entry("reader", reader, "tools: [update_topic]", "toolsets: [all]", "read_only: true"));
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "CALLERS_FILE",
                        callers.path().toString(),
                        "TOOLSETS",
                        "sending,topics",
                        "EXCLUDE_TOOLS",
                        "create_topic"));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @ParameterizedTest
    @MethodSource("dev.resendmcp.toolsets.WaysToWiden#inBothEras")
    void noWayWidens(String way, String era) {
        String answer = ask(narrow, way, era, "tools/list", "{}");
        int status = status(answer);
        assertThat(status).isIn(200, 400, 404);
        if (status == 200) {
            assertThat(names(answer)).isSubsetOf(LEFT);
        }
        String hidden = ask(narrow, way, era, "tools/call", call("delete_domain"));
        String unknown = ask(narrow, way, era, "tools/call", call("delete_galaxy"));
        assertThat(comparable(hidden)).isEqualTo(comparable(unknown)).doesNotContain("delete_");
        assertThat(resend.requests()).noneMatch(request -> !request.method().equals("GET"));
    }

    @ParameterizedTest
    @MethodSource("dev.resendmcp.toolsets.WaysToWiden#inBothEras")
    void readOnlyBeatsEverything(String way, String era) {
        String answer = ask(reader, way, era, "tools/list", "{}");
        if (status(answer) == 200) {
            assertThat(names(answer)).isSubsetOf("get_topic", "list_topics", "get_email");
        }
        assertThat(ask(reader, way, era, "tools/call", call("update_topic"))).doesNotContain("\"result\"");
        assertThat(resend.requests()).noneMatch(request -> !request.method().equals("GET"));
    }

    @ParameterizedTest
    @CsvSource({
        "delete_topic,exclusion by the entry beats its toolset",
        "create_topic,exclusion by the settings beats both",
        "delete_domain,the entry allows what the settings do not offer",
        "send_email,the settings offer what the entry does not allow"
    })
    void denyBeatsAllow(String tool, String why) {
        String padded = "nothing_at_all_here".substring(0, tool.length());
        for (String era : WaysToWiden.ERAS) {
            assertThat(comparable(ask(narrow, "/mcp", era, "tools/call", call(tool))))
                    .as(why)
                    .isEqualTo(comparable(ask(narrow, "/mcp", era, "tools/call", call(padded))))
                    .contains("Unknown tool");
        }
        assertThat(resend.requests()).noneMatch(request -> !request.method().equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE_DOMAIN",
                "delete_domain ",
                " delete_domain",
                "delete-domain",
                "deleteDomain",
                "delete_domain\\u0000",
                "resend.delete_domain",
                "mcp__resend__delete_domain",
                "delete_\\u0064omain",
                "d\\u0435lete_domain",
                "delete_domain,get_topic"
            })
    void nameInAnotherSpellingIsNoWay(String name) {
        for (String era : WaysToWiden.ERAS) {
            String body = message(era, "tools/call", call(name));
            String answer =
                    exchange(narrow, "/mcp", era, "Mcp-Method: tools/call\r\nMcp-Name: delete_domain\r\n", body);
            assertThat(answer).doesNotContain("\"result\"");
        }
        assertThat(resend.requests()).noneMatch(request -> !request.method().equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"toolsets\":[\"all\"]}",
                "{\"tools\":[\"delete_domain\"],\"read_only\":false}",
                "{\"cursor\":\"\",\"filter\":{\"toolsets\":\"all\"}}",
                "{\"_meta\":{\"X-MCP-Toolsets\":\"all\",\"toolsets\":[\"all\"],\"view\":null}}",
                "{\"capabilities\":{\"tools\":{\"toolsets\":[\"all\"]}}}"
            })
    void parametersAreNoWay(String params) {
        for (String era : WaysToWiden.ERAS) {
            String answer = ask(narrow, "/mcp", era, "tools/list", params);
            assertThat(names(answer)).isEqualTo(LEFT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/get|{'name':'set_up_domain'}|{'name':'set_up_galaxy'}",
                "resources/read|{'uri':'resend://domains'}|{'uri':'resend://planets'}",
                "resources/read|{'uri':'resend://domains/abc'}|{'uri':'resend://planets/abc'}",
                "completion/complete|{'ref':{'type':'ref/prompt','name':'review_template'},'argument':{'name':'template','value':''}}"
                        + "|{'ref':{'type':'ref/prompt','name':'review_galaxies'},'argument':{'name':'template','value':''}}",
                "completion/complete|{'ref':{'type':'ref/resource','uri':'resend://domains/{id}'},'argument':{'name':'id','value':''}}"
                        + "|{'ref':{'type':'ref/resource','uri':'resend://planets/{id}'},'argument':{'name':'id','value':''}}"
            })
    void promptsResourcesAndCompletionsObeyTheSameFilter(String method, String hidden, String unknown) {
        for (String era : WaysToWiden.ERAS) {
            String first = ask(narrow, "/mcp/x/all", era, method, hidden.replace('\'', '"'));
            String second = ask(narrow, "/mcp/x/all", era, method, unknown.replace('\'', '"'));
            assertThat(comparable(first).replace("domains", "planets")).isEqualTo(comparable(second));
        }
        assertThat(resend.requests())
                .as("nothing but the health check")
                .allMatch(request -> request.toString().contains("limit=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MCP-Protocol-Version: 2025-03-26\r\n"})
    void batchesAreNoWay(String version) {
        String batch = "[" + message(WaysToWiden.ERAS.get(0), "tools/list", "{}") + ","
                + message(WaysToWiden.ERAS.get(0), "tools/call", call("delete_domain")) + "]";
        String answer = exchange(narrow, "/mcp/x/all", "", version, batch);
        JsonNode replies = McpCalls.tree(body(answer));
        assertThat(replies).hasSize(2);
        assertThat(names(replies.findValue("tools"))).isEqualTo(LEFT);
        assertThat(body(answer)).contains("Unknown tool");
    }

    private static String call(String tool) {
        return "{\"name\":\"" + tool + "\",\"arguments\":{\"domain_id\":\"x\",\"id\":\"x\"}}";
    }

    private static String ask(CallerToken caller, String way, String era, String method, String params) {
        JsonNode given = McpCalls.tree(params);
        JsonNode subject = given.path(method.equals("resources/read") ? "uri" : "name");
        String names = "Mcp-Method: " + method + "\r\n"
                + (subject.isTextual() ? "Mcp-Name: " + subject.asText() + "\r\n" : "");
        return exchange(caller, way, era, names, message(era, method, params));
    }

    private static String message(String era, String method, String params) {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}";
        String sent = params;
        if (era.equals("2026-07-28")) {
            sent = params.contains("\"_meta\":{")
                    ? params.replace("\"_meta\":{", meta + ",")
                    : params.replaceFirst("\\{", "{" + meta + "}" + (params.equals("{}") ? "" : ","));
        }
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + sent + "}";
    }

    private static String exchange(CallerToken caller, String way, String era, String headers, String body) {
        String[] parts = way.split("~", 2);
        String more = parts.length == 1 ? "" : parts[1].replace("~", "\r\n") + "\r\n";
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nConnection: close\r\nAuthorization: Bearer "
                + caller.text() + "\r\n" + (era.isEmpty() ? "" : "MCP-Protocol-Version: " + era + "\r\n")
                + (era.equals("2025-11-25") ? "" : headers) + more + "Content-Length: " + content.length + "\r\n\r\n";
        return RawHttp.send(service.uri("/"), head + new String(content, StandardCharsets.ISO_8859_1));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** Without what differs between any two answers. */
    private static String comparable(String answer) {
        return answer.replaceAll("(?i)(date|x-request-id): [^\r]*\r\n", "").replaceAll("\"waited_ms\":\\d+", "");
    }

    private static Set<String> names(String answer) {
        JsonNode tools = McpCalls.tree(body(answer)).at("/result/tools");
        assertThat(tools.isArray()).as(answer).isTrue();
        return names(tools);
    }

    private static Set<String> names(JsonNode tools) {
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }
}
