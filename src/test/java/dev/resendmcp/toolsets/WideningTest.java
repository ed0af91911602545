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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    private static final List<String> ERAS = List.of("2025-11-25", "2026-07-28");

    /** Path and header lines, which are separated by a tilde. */
    private static final List<String> WAYS = List.of(
            "/mcp",
            "/",
            "/mcp/x/all",
            "/mcp/x/all,domains,admin,sending",
            "/mcp/x/ALL",
            "/mcp/x/all%2Cdomains",
            "/mcp/x/%61ll",
            "/mcp/x/%2561ll",
            "/mcp/x/all;x=y",
            "/mcp/x;y=z/all",
            "/mcp;toolsets=all",
            "/mcp/x/topics/../all",
            "/mcp/x/topics/%2e%2e/all",
            "/mcp/x/topics/..;/all",
            "/mcp/readonly/../x/all",
            "/mcp/x/all/..",
            "/mcp/x/all/.",
            "/./mcp/x/all",
            "//mcp//x//all//",
            "/mcp%2fx%2fall",
            "/mcp\\x\\all",
            "/MCP/x/all",
            "/mcp/X/all",
            "/mcp/x/all%00",
            "/mcp/x/all%0d%0aX-MCP-Readonly:%20false",
            "/mcp/x/domains,topics/readonly/..",
            "http://localhost/mcp/x/all",
            "/mcp?toolsets=all",
            "/mcp?toolsets=%61ll",
            "/mcp?tool%73ets=all",
            "/mcp?toolsets=all%2Cdomains",
            "/mcp?toolsets=all+domains",
            "/mcp?toolsets=all%00",
            "/mcp?toolsets=%ff",
            "/mcp?toolsets=%zz",
            "/mcp?toolsets=%2561ll",
            "/mcp?toolsets[]=all",
            "/mcp?x=1&toolsets=all",
            "/mcp?x=1;toolsets=all",
            "/mcp?TOOLSETS=all",
            "/mcp?toolsets=topics&toolsets=all",
            "/mcp?toolsets=topics&Toolsets=all",
            "/mcp?toolsets=all#topics",
            "/mcp?tools=delete_domain&readonly=false&read_only=false&exclude_tools=",
            "/mcp?X-MCP-Toolsets=all",
            "/mcp~X-MCP-Toolsets: all",
            "/mcp~x-mcp-toolsets: ALL , domains",
            "/mcp~X-MCP-Toolsets:\tall",
            "/mcp~X-MCP-Toolsets: topics~X-MCP-Toolsets: all",
            "/mcp~X-MCP-Toolsets: topics~x-mcp-TOOLSETS: all",
            "/mcp~X-MCP-Toolsets: topics\r\n all",
            "/mcp~X-MCP-Toolsets : all",
            "/mcp~X_MCP_Toolsets: all",
            "/mcp~X-MCP-Toolsets: %61ll",
            "/mcp~X-MCP-Toolsets: \u00e0ll",
            "/mcp~X-MCP-Toolsets: a\u00adll",
            "/mcp~X-MCP-Toolsets: =?utf-8?q?all?=",
            "/mcp~X-MCP-Toolsets: =?base64?YWxs?=",
            "/mcp~X-MCP-Tools: delete_domain",
            "/mcp~X-MCP-Tools: DELETE_DOMAIN,send_email",
            "/mcp~X-MCP-Tools: get_topic~X-MCP-Tools: delete_domain",
            "/mcp~X-MCP-Exclude-Tools: get_topic",
            "/mcp~X-MCP-Exclude-Tools: -get_topic",
            "/mcp~X-MCP-Readonly: false",
            "/mcp~X-MCP-Readonly: true~X-MCP-Readonly: false",
            "/mcp~X-MCP-Read-Only: false~X-MCP-ReadOnly: 0",
            "/mcp~X-MCP-Caller: admin~X-Forwarded-User: admin~X-User: admin",
            "/mcp~X-Original-URL: /mcp/x/all~X-Rewrite-URL: /mcp/x/all",
            "/mcp~X-HTTP-Method-Override: GET",
            "/mcp~Mcp-Session-Id: 1~Cookie: toolsets=all",
            "/mcp/x/all?toolsets=all~X-MCP-Toolsets: all~X-MCP-Tools: delete_domain~X-MCP-Readonly: false",
            "/mcp/x/topics?toolsets=all~X-MCP-Toolsets: domains",
            "/mcp/x/domains?toolsets=topics~X-MCP-Tools: delete_domain",
            "/mcp/readonly?toolsets=all~X-MCP-Readonly: false~X-MCP-Tools: update_topic");

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

    static Stream<Arguments> waysInBothEras() {
        return WAYS.stream().flatMap(way -> ERAS.stream().map(era -> Arguments.of(way, era)));
    }

    @ParameterizedTest
    @MethodSource("waysInBothEras")
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
    @MethodSource("waysInBothEras")
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
        "2025-11-25,delete_topic,exclusion by the entry beats its toolset",
        "2026-07-28,delete_topic,exclusion by the entry beats its toolset",
        "2025-11-25,create_topic,exclusion by the settings beats both",
        "2026-07-28,create_topic,exclusion by the settings beats both",
        "2025-11-25,delete_domain,the entry allows what the settings do not offer",
        "2026-07-28,delete_domain,the entry allows what the settings do not offer",
        "2025-11-25,send_email,the settings offer what the entry does not allow",
        "2026-07-28,send_email,the settings offer what the entry does not allow"
    })
    void denyBeatsAllow(String era, String tool, String why) {
        String padded = "nothing_at_all_here".substring(0, tool.length());
        assertThat(comparable(ask(narrow, "/mcp", era, "tools/call", call(tool))))
                .as(why)
                .isEqualTo(comparable(ask(narrow, "/mcp", era, "tools/call", call(padded))))
                .contains("Unknown tool");
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
        for (String era : ERAS) {
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
        for (String era : ERAS) {
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
        for (String era : ERAS) {
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
        String batch = "[" + message(ERAS.get(0), "tools/list", "{}") + ","
                + message(ERAS.get(0), "tools/call", call("delete_domain")) + "]";
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
