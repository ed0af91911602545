package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.logging.Sampler;
import dev.resendmcp.logging.Sampler.Suppressed;
import dev.resendmcp.mcp.message.ClientInfo;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each tool call, with all that is needed to follow a mail from its caller to Resend. Calls that certainly took no
 * effect because Resend or this service was not available are sampled: of each caller, tool and error the first in a minute has
 * a line, and the next line says how many it stands for.
 */
final class ToolCallLog {
    private static final Logger log = LoggerFactory.getLogger(ToolCallLog.class);
    private static final int LONGEST_ID = 64;
    private static final int DIGEST_LENGTH = 16;

    private final Sampler<Kind> sampler = new Sampler<>();

    private record Kind(String caller, String tool, String outcome) {}

    /**
     * Writes the line of a call, or counts it.
     *
     * @param tool its name, or {@code unknown}
     * @param outcome {@code ok}, {@code awaits_user} or the name of the error
     * @param upstreamStatus of Resend's answer, 0 when there was none
     */
    void ended(
            McpRequest request,
            RequestContext context,
            String tool,
            String outcome,
            int upstreamStatus,
            Duration took) {
        OptionalLong suppressed =
                context.error().filter(ToolCallLog::tookNoEffect).isPresent()
                        ? sampler.admit(new Kind(context.caller().id(), tool, outcome))
                        : OptionalLong.of(0);
        if (suppressed.isEmpty()) {
            context.unlog();
        } else {
            LoggingEventBuilder line = log.atInfo()
                    .addKeyValue("caller", context.caller().id())
                    .addKeyValue("tool", tool)
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("upstream_status", upstreamStatus)
                    .addKeyValue("duration_ms", took.toMillis())
                    .addKeyValue("waited_ms", context.waited().toMillis())
                    .addKeyValue("attempts", context.attempts())
                    .addKeyValue("protocol", request.version())
                    .addKeyValue("client", client(request, context))
                    .addKeyValue("remote_address", context.client().address());
            if (suppressed.getAsLong() > 0) {
                line = line.addKeyValue("suppressed", suppressed.getAsLong());
            }
            context.result()
                    .map(ToolCallLog::sent)
                    .orElse(Sent.NOTHING)
                    .addTo(line)
                    .log("Tool call");
        }
        sampler.takeUnreported().forEach(ToolCallLog::count);
    }

    private static boolean tookNoEffect(ToolError error) {
        // Every answer of a user is logged.
        if (error.is(ErrorName.DECLINED) || error.is(ErrorName.INVALID_CONFIRMATION)) {
            return false;
        }
        return !error.outcomeUnknown() && (error.notSent() || error.statusCode() >= 500);
    }

    private static void count(Suppressed<Kind> more) {
        log.atInfo()
                .addKeyValue("caller", more.kind().map(Kind::caller).orElse("various"))
                .addKeyValue("tool", more.kind().map(Kind::tool).orElse("various"))
                .addKeyValue("outcome", more.kind().map(Kind::outcome).orElse("various"))
                .addKeyValue("suppressed", more.count())
                .log("More tool calls");
    }

    /** What the client calls itself: in this request where the revision has that, else where it came from. */
    private static String client(McpRequest request, RequestContext context) {
        String named = ClientInfo.text(request.params().path("_meta").path(ModernRequestValidator.CLIENT_KEY));
        return named.isEmpty() ? ClientInfo.cut(context.client().program()) : named;
    }

    private static Sent sent(ToolResult result) {
        String ids = Stream.concat(
                        Stream.of(result.content().path("id")),
                        // Of a batch; lists, which have an id each too, are no answers to a call with a key.
                        result.idempotencyKey().isPresent()
                                ? result.content().path("data").findValues("id").stream()
                                : Stream.empty())
                .filter(id -> id.isTextual() && id.asText().length() <= LONGEST_ID)
                .map(JsonNode::asText)
                .distinct()
                .collect(Collectors.joining(","));
        boolean deduplicated = result.content().path("deduplicated").asBoolean();
        return new Sent(ids, result.idempotencyKey().map(ToolCallLog::digest), deduplicated);
    }

    /** Enough to compare with; the key itself may hold what its caller would not like to see in a log. */
    private static String digest(String key) {
        return Hashing.sha256()
                .hashString(key, StandardCharsets.UTF_8)
                .toString()
                .substring(0, DIGEST_LENGTH);
    }

    /** What a call left at Resend. */
    private record Sent(String ids, Optional<String> keyDigest, boolean deduplicated) {
        private static final Sent NOTHING = new Sent("", Optional.empty(), false);

        LoggingEventBuilder addTo(LoggingEventBuilder line) {
            LoggingEventBuilder known = ids.isEmpty() ? line : line.addKeyValue("resend_ids", ids);
            return keyDigest.isEmpty()
                    ? known
                    : known.addKeyValue("idempotency_key_sha256", keyDigest.get())
                            .addKeyValue("deduplicated", deduplicated);
        }
    }
}
