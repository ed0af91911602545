package dev.resendmcp.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of a call, with an OpenTelemetry SDK in the process as an agent brings it. */
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String OTHER_PARENT = "00-11111111111111111111111111111111-2222222222222222-01";
    private static final int FLAGS = PARENT.length() - 2;
    private static final Reply DONE = Reply.of(200, "{\"id\":\"1\"}");
    private static final String SEND = "tools/call send_email";
    private static final String MAIL =
            "{'name':'send_email','arguments':{'from':'a@sandbox.resend.dev','to':'b@example.net','subject':'s','text':'t'}}";
    private static final String WITH_PARENT =
            MAIL.replace("'name':", "'_meta':{'traceparent':'" + PARENT + "'},'name':");

    @TempDir
    static Path logs;

    private static CollectedSpans spans;
    private static ScriptedUpstream resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        spans = new CollectedSpans();
        resend = new ScriptedUpstream(DONE);
        service = service("1000");
        Awaitility.await().until(() -> !resend.requests().isEmpty());
    }

    private static RunningService service(String rateLimit) {
        return RunningService.inFrontOf(
                resend.uri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("LOG_DIR", logs.toString(), "DEDUPLICATION_WINDOW", "0s", "RATE_LIMIT", rateLimit));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
        spans.close();
    }

    @BeforeEach
    void clear() {
        resend.script(DONE);
        spans.clear();
    }

    @Test
    void callHasTheAttributesOfTheConventions() {
        service.mcp().ask("tools/call", MAIL);
        SpanData call = spans.served(SEND);
        assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(CollectedSpans.text(call, "mcp.method.name")).isEqualTo("tools/call");
        assertThat(CollectedSpans.text(call, "gen_ai.tool.name")).isEqualTo("send_email");
        assertThat(CollectedSpans.text(call, "gen_ai.operation.name")).isEqualTo("execute_tool");
        assertThat(CollectedSpans.text(call, "mcp.protocol.version")).isEqualTo("2025-11-25");
        assertThat(CollectedSpans.text(call, "network.transport")).isEqualTo("tcp");
        assertThat(CollectedSpans.text(call, "jsonrpc.request.id")).isEqualTo("1");
        assertThat(CollectedSpans.text(call, "error.type")).isNull();
    }

    @Test
    void retriedSendHasEachWaitAndEachAttemptAsChildren() {
        resend.script(Reply.error(503, "service_unavailable").with("Retry-After", "0"), DONE);
        service.mcp().ask("tools/call", MAIL);
        List<SpanData> children = spans.below(spans.served(SEND));
        assertThat(children)
                .extracting(SpanData::getName)
                .containsExactly("rate_limiter.wait", "POST /emails", "rate_limiter.wait", "POST /emails");
        SpanData first = children.get(1);
        assertThat(first.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(CollectedSpans.number(first, "http.response.status_code")).isEqualTo(503);
        assertThat(CollectedSpans.text(first, "error.type")).isEqualTo("503");
        assertThat(CollectedSpans.text(first, "server.address")).isEqualTo("localhost");
        SpanData second = children.get(3);
        assertThat(CollectedSpans.number(second, "http.response.status_code")).isEqualTo(200);
        assertThat(CollectedSpans.number(second, "http.request.resend_count")).isEqualTo(1);
        assertThat(CollectedSpans.text(second, "url.template")).isEqualTo("/emails");
        assertThat(resend.requests())
                .extracting(asked -> asked.traceparent().substring(0, FLAGS))
                .containsExactly(parent(first), parent(second));
    }

    private static String parent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-";
    }

    @Test
    void traceContinuesFromTheHttpHeader() {
        service.mcp().ask("tools/call", MAIL, "traceparent", PARENT);
        assertContinued(spans.served(SEND));
    }

    @Test
    void messageOutweighsTheHttpHeader() {
        service.mcp().ask("tools/call", WITH_PARENT, "traceparent", OTHER_PARENT);
        assertContinued(spans.served(SEND));
    }

    @Test
    void traceContinuesInTheNewerRevision() {
        service.modern().send(new ModernCalls.Message("tools/call", WITH_PARENT));
        SpanData call = spans.served(SEND);
        assertContinued(call);
        assertThat(CollectedSpans.text(call, "mcp.protocol.version")).isEqualTo(ModernCalls.VERSION);
    }

    @Test
    void traceContinuesOverStdio() throws IOException {
        String message =
                ("{'jsonrpc':'2.0','id':7,'method':'tools/call','params':" + WITH_PARENT + "}\n").replace('\'', '"');
        try (RunningService piped = service("1000")) {
            piped.stdio()
                    .serve(
                            new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)),
                            new ByteArrayOutputStream());
        }
        SpanData call = spans.served(SEND);
        assertContinued(call);
        assertThat(CollectedSpans.text(call, "network.transport")).isEqualTo("pipe");
    }

    private static void assertContinued(SpanData call) {
        assertThat(call.getTraceId()).isEqualTo(TRACE);
        assertThat(call.getParentSpanId()).isEqualTo(CALLER);
    }

    @Test
    void malformedContextBeginsATraceOfItsOwn() {
        service.mcp().ask("tools/call", MAIL, "traceparent", "00-zz-1-01");
        SpanData call = spans.served(SEND);
        assertThat(call.getTraceId()).isNotEqualTo(TRACE);
        assertThat(call.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void refusedCallsHaveTheirErrors() {
        service.mcp().ask("tools/call", "{'name':'send_email','arguments':{}}");
        SpanData call = spans.served(SEND);
        assertThat(CollectedSpans.text(call, "error.type")).isEqualTo("invalid_arguments");
        assertThat(spans.below(call)).isEmpty();
        service.mcp().ask("tools/call", "{'name':'secret_name'}");
        SpanData unknown = spans.served("tools/call");
        assertThat(CollectedSpans.text(unknown, "rpc.response.status_code")).isEqualTo("-32602");
        service.modern().send(new ModernCalls.Message("tools/list", "{}").header("Mcp-Method", "tools/call"));
        assertThat(CollectedSpans.text(spans.served("tools/list"), "rpc.response.status_code"))
                .startsWith("-32");
    }

    @Test
    void cancelledCallEndsWithItsWait() {
        String call = "{'jsonrpc':'2.0','id':99,'method':'tools/call','params':" + MAIL + "}";
        String cancel = "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':99}}";
        try (RunningService slow = service("1")) {
            for (int i = 0; i < 5; i++) {
                CompletableFuture<?> unused = slow.mcp().callLater("list_emails", McpCalls.json("{}"));
            }
            Awaitility.await().until(() -> !resend.requests().isEmpty());
            CompletableFuture<?> answer =
                    CompletableFuture.supplyAsync(() -> slow.mcp().send(call.replace('\'', '"')));
            Awaitility.await().until(() -> {
                slow.mcp().send(cancel.replace('\'', '"'));
                return answer.isDone();
            });
            SpanData cancelled = spans.served(SEND);
            assertThat(CollectedSpans.text(cancelled, "error.type")).isEqualTo("cancelled");
            assertThat(spans.below(cancelled))
                    .allSatisfy(wait ->
                            assertThat(CollectedSpans.text(wait, "error.type")).isEqualTo("cancelled"));
        }
    }
}
