package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ServiceExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What tests of the send policy share: an account to look things up in, and calls in every way there is. */
final class PolicyFixture {
    static final String META = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}},";

    private PolicyFixture() {}

    /** Ways to call a tool. */
    enum Way {
        HTTP,
        MODERN_HTTP,
        STDIO,
        MODERN_STDIO;

        /** The structured content of the result. */
        JsonNode call(RunningService service, String tool, JsonNode arguments) {
            String params = "'name':'" + tool + "','arguments':" + arguments + "}";
            JsonNode answer = switch (this) {
                case HTTP -> service.mcp().ask("tools/call", "{" + params);
                case MODERN_HTTP ->
                    McpCalls.parse(service.modern().send(new ModernCalls.Message("tools/call", "{" + params)));
                case STDIO -> overStdio(service, "{" + params);
                case MODERN_STDIO -> overStdio(service, "{" + META + params);
            };
            return answer.at("/result/structuredContent");
        }
    }

    private static JsonNode overStdio(RunningService service, String params) {
        String line = McpCalls.json("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':" + params + "}") + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            service.stdio().serve(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(McpCalls::tree)
                .filter(message -> message.path("id").asInt() == 1)
                .findFirst()
                .orElseThrow();
    }

    /** Paths of requests that changed something, after the first so many. */
    static List<String> changes(ResendSimulator resend, int after) {
        return resend.requests().stream()
                .skip(after)
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    /** A service with these settings. */
    static ServiceExtension withSettings(Map<String, String> settings) {
        ServiceExtension service = new ServiceExtension();
        settings.forEach(service::with);
        return service;
    }

    /** Checks that a rule refused a call, in words that repeat no address. */
    static void assertRefused(JsonNode content, String rule) {
        assertThat(error(content)).as(content.toString()).isEqualTo("policy_refused");
        assertThat(content.at("/error/message").asText())
                .startsWith("The rule " + rule + " forbids this call")
                .doesNotContain("evil", "eve@", "bob@");
    }

    static String error(JsonNode content) {
        return content.at("/error/name").asText();
    }
}
