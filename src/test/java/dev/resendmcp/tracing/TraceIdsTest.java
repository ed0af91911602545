package dev.resendmcp.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Asked;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a trace without an agent: the context of the caller. */
class TraceIdsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String SEND =
            "{'name':'send_email','arguments':{'from':'a@sandbox.resend.dev','to':'b@example.net','subject':'s','text':'t'}}";
    private static final String READ = "{'name':'list_domains','arguments':{}}";

    @TempDir
    Path logs;

    @BeforeEach
    void noAgent() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void linesOfACallHaveTheIdsOfItsCaller() {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.error(404, "not_found"));
                RunningService service = service(resend)) {
            service.mcp().ask("tools/call", SEND, "traceparent", PARENT);
            for (String message : List.of("Tool call", "A call to Resend failed")) {
                assertThat(Awaitility.await().until(() -> traced(message), found -> !found.isEmpty()))
                        .allSatisfy(line -> {
                            assertThat(line.path("trace_id").asText()).isEqualTo(TRACE);
                            assertThat(line.path("span_id").asText()).isEqualTo(CALLER);
                        });
            }
        }
    }

    @Test
    void contextReachesResendUnchanged() {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.of(200, "{\"data\":[]}"));
                RunningService service = service(resend)) {
            service.mcp().ask("tools/call", READ, "traceparent", PARENT);
            assertThat(resend.requests()).extracting(Asked::traceparent).contains(PARENT);
        }
    }

    @Test
    void callWithoutAContextHasNoIds() {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.of(200, "{\"data\":[]}"));
                RunningService service = service(resend)) {
            service.mcp().ask("tools/call", READ, "traceparent", "00-" + TRACE + "-0000000000000000-01");
            JsonNode line = Awaitility.await()
                    .until(() -> lines("Tool call"), found -> !found.isEmpty())
                    .get(0);
            assertThat(line.has("trace_id")).isFalse();
            assertThat(resend.requests()).extracting(Asked::traceparent).containsOnlyNulls();
        }
    }

    private RunningService service(ScriptedUpstream resend) {
        return RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of("LOG_DIR", logs.toString()));
    }

    private List<JsonNode> traced(String message) throws IOException {
        return lines(message).stream().filter(line -> line.has("trace_id")).toList();
    }

    private List<JsonNode> lines(String message) throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.map(McpCalls::tree)
                    .filter(line -> line.path("message").asText().equals(message))
                    .toList();
        }
    }
}
