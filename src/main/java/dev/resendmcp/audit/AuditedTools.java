package dev.resendmcp.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.audit.AuditEvent.Kind;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records every write call: its intent before the request leaves, its outcome after it. The calls that arrive here have passed all
 * rules. While nothing can be recorded, no write leaves, unless the settings allow it.
 */
public final class AuditedTools extends ForwardingTools {
    private static final Pattern ID = Pattern.compile("[\\w.:-]{1,64}");

    private final AuditLog log;
    private final boolean required;
    private final ToIntFunction<ToolCall> recipients;
    private final Set<String> writes;

    /**
     * Wraps tools.
     *
     * @param required whether writes stop while nothing can be recorded
     * @param recipients counts the recipients that a call names
     */
    public AuditedTools(Tools tools, AuditLog log, boolean required, ToIntFunction<ToolCall> recipients) {
        super(tools);
        this.log = log;
        this.required = required;
        this.recipients = recipients;
        this.writes = tools.list().stream()
                .filter(tool -> !tool.hints().readOnly())
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ToolResult call(ToolCall call) {
        if (!writes.contains(call.name())) {
            return inner.call(call);
        }
        String id = UUID.randomUUID().toString();
        ObjectNode intent = details(id)
                .put("verdict", "allowed")
                .put("arguments", log.digest(call.arguments()))
                .put("recipients", recipients.applyAsInt(call));
        try {
            log.record(event(Kind.INTENT, call, intent));
        } catch (AuditUnavailableException e) {
            if (required) {
                return ToolResult.failed(unavailable());
            }
        }
        ToolResult result = inner.call(call);
        log.note(event(Kind.OUTCOME, call, outcome(details(id), result)));
        return result;
    }

    private static ObjectNode details(String id) {
        return JsonNodeFactory.instance.objectNode().put("call", id);
    }

    private static AuditEvent event(Kind kind, ToolCall call, ObjectNode details) {
        return new AuditEvent(kind, call.caller(), call.origin(), call.name(), details);
    }

    private static ToolError unavailable() {
        return new ToolError(
                ErrorName.AUDIT_UNAVAILABLE,
                "The audit log cannot be written, so nothing was sent. Retry the same call later; the operator finds"
                        + " the reason in the health check audit.",
                30L,
                false);
    }

    private static ObjectNode outcome(ObjectNode details, ToolResult result) {
        details.put("outcome", result.error().map(ToolError::name).orElse("ok"));
        if (result.error().filter(ToolError::outcomeUnknown).isPresent()) {
            details.put("unknown", "true");
        }
        String ids = ids(result.content());
        return ids.isEmpty() ? details : details.put("ids", ids);
    }

    /** What the call left at Resend, of a batch all of it. */
    private static String ids(ObjectNode content) {
        return Stream.concat(Stream.of(content.path("id")), content.path("data").findValues("id").stream())
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(id -> ID.matcher(id).matches())
                .distinct()
                .collect(Collectors.joining(","));
    }
}
