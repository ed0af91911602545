package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.call.FinishedCall;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.logging.Sampler;
import dev.resendmcp.logging.Sampler.Suppressed;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports every reply to the metrics, and tool calls to the log: one line for each call, with all that is needed to follow a mail
 * from its caller to Resend. Calls that certainly took no effect because Resend or this service was not available are sampled: of
 * each caller, tool and error the first in a minute has a line, and the next line says how many it stands for.
 */
public final class RequestObserver {
    static final String TOOL_CALL = "tools/call";
    private static final Logger log = LoggerFactory.getLogger(RequestObserver.class);
    private static final int LONGEST_ID = 64;
    private static final int DIGEST_LENGTH = 16;

    private final McpMetrics metrics;
    private final RecentCalls recent;
    private final Set<String> tools;
    private final Refusals refusals;
    private final Sampler<Kind> sampler = new Sampler<>();

    /** What makes tool calls alike in the log. */
    private record Kind(String caller, String tool, String outcome) {}

    /**
     * @param recent is given each tool call
     * @param tools names that may appear in the log
     * @param audit records refused calls
     */
    public RequestObserver(McpMetrics metrics, RecentCalls recent, Set<String> tools, AuditLog audit) {
        this.metrics = metrics;
        this.recent = recent;
        this.tools = Set.copyOf(tools);
        this.refusals = new Refusals(audit, metrics, this.tools);
    }

    /** Name of the tool error, or number of the JSON-RPC error; empty after a success. */
    static String errorType(RequestContext context, Reply reply) {
        JsonNode code = reply.body().path("error").path("code");
        return code.isMissingNode() ? context.error().map(ToolError::name).orElse("") : code.asText();
    }

    /** Reports a reply. */
    void completed(McpRequest request, RequestContext context, Reply reply, Duration took) {
        String errorType = errorType(context, reply);
        boolean call = request.method().equals(TOOL_CALL);
        String tool = call ? request.params().path("name").asText() : "";
        metrics.completed(
                request.method(),
                tool,
                errorType,
                request.version(),
                context.client().transport(),
                took);
        if (call) {
            refusals.observe(request, context, reply);
            metrics.called(context.client().caller().id(), errorType.isEmpty());
            String success = context.awaitsUser() ? "awaits_user" : "ok";
            Kind kind = new Kind(
                    context.caller().id(),
                    tools.contains(tool) ? tool : "unknown",
                    errorType.isEmpty() ? success : errorType);
            recent.add(new FinishedCall(
                    Instant.now(),
                    kind.caller(),
                    kind.tool(),
                    kind.outcome(),
                    took,
                    context.waited(),
                    context.result().map(RequestObserver::ids).orElse("")));
            log(request, context, kind, took);
            sampler.takeUnreported().forEach(RequestObserver::count);
        }
    }

    /** Writes the line of a call, or counts it. */
    private void log(McpRequest request, RequestContext context, Kind kind, Duration took) {
        OptionalLong suppressed =
                context.error().filter(RequestObserver::tookNoEffect).isPresent()
                        ? sampler.admit(kind)
                        : OptionalLong.of(0);
        if (suppressed.isEmpty()) {
            context.unlog();
            return;
        }
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("caller", kind.caller())
                .addKeyValue("tool", kind.tool())
                .addKeyValue("outcome", kind.outcome())
                .addKeyValue("upstream_status", upstreamStatus(context, kind.outcome()))
                .addKeyValue("duration_ms", took.toMillis())
                .addKeyValue("waited_ms", context.waited().toMillis())
                .addKeyValue("attempts", context.attempts())
                .addKeyValue("protocol", request.version())
                .addKeyValue("client", context.origin(request.params()).client())
                .addKeyValue("remote_address", context.client().address());
        if (suppressed.getAsLong() > 0) {
            line = line.addKeyValue("suppressed", suppressed.getAsLong());
        }
        if (context.result().isPresent()) {
            line = withResult(line, context.result().get());
        }
        line.log("Tool call");
    }

    private static boolean tookNoEffect(ToolError error) {
        // Every answer of a user is logged.
        if (error.is(ErrorName.DECLINED) || error.is(ErrorName.INVALID_CONFIRMATION)) {
            return false;
        }
        return !error.outcomeUnknown() && (error.notSent() || error.statusCode() >= 500);
    }

    /** HTTP status of Resend's answer, 0 when there was none. */
    private static int upstreamStatus(RequestContext context, String outcome) {
        return context.error().map(ToolError::upstreamStatus).orElse(outcome.equals("ok") ? 200 : 0);
    }

    private static void count(Suppressed<Kind> more) {
        log.atInfo()
                .addKeyValue("caller", more.kind().map(Kind::caller).orElse("various"))
                .addKeyValue("tool", more.kind().map(Kind::tool).orElse("various"))
                .addKeyValue("outcome", more.kind().map(Kind::outcome).orElse("various"))
                .addKeyValue("suppressed", more.count())
                .log("More tool calls");
    }

    private static String ids(ToolResult result) {
        return Stream.concat(
                        Stream.of(result.content().path("id")),
                        // Of a batch; lists, which have an id each too, are no answers to a call with a key.
                        result.idempotencyKey().isPresent()
                                ? result.content().path("data").findValues("id").stream()
                                : Stream.empty())
                .filter(id -> id.isTextual() && id.asText().length() <= LONGEST_ID)
                .map(JsonNode::asText)
                .distinct()
                .collect(Collectors.joining(","));
    }

    /** Adds what the call left at Resend. */
    private static LoggingEventBuilder withResult(LoggingEventBuilder line, ToolResult result) {
        String ids = ids(result);
        LoggingEventBuilder known = ids.isEmpty() ? line : line.addKeyValue("resend_ids", ids);
        if (result.idempotencyKey().isEmpty()) {
            return known;
        }
        // Enough to compare with; the key itself may hold what its caller would not like to see in a log.
        String digest = Hashing.sha256()
                .hashString(result.idempotencyKey().get(), StandardCharsets.UTF_8)
                .toString();
        return known.addKeyValue("idempotency_key_sha256", digest.substring(0, DIGEST_LENGTH))
                .addKeyValue(
                        "deduplicated", result.content().path("deduplicated").asBoolean());
    }
}
