package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Why a call failed, in words that a model can act on.
 *
 * @param name machine-readable: a name of Resend's or one of ours
 * @param message what is wrong and what to do
 * @param statusCode HTTP status of Resend's answer, or the nearest one
 * @param retryable whether the same call may be repeated and may then succeed
 * @param retryAfterSeconds how long to wait before that; null when unknown
 * @param outcomeUnknown whether the call may have been carried out all the same
 */
public record ToolError(
        String name,
        String message,
        int statusCode,
        boolean retryable,
        Long retryAfterSeconds,
        boolean outcomeUnknown) {

    private static final Set<String> NOT_SENT = Set.of(
            "invalid_arguments",
            "rate_limit_wait_exceeded",
            "circuit_open",
            "state_unavailable",
            "server_busy",
            "server_stopping",
            "cancelled");

    /** An error of a call that was certainly not carried out. */
    public ToolError(String name, String message, int statusCode, boolean retryable, Long retryAfterSeconds) {
        this(name, message, statusCode, retryable, retryAfterSeconds, false);
    }

    /** The caller's arguments break a rule; nothing was sent. */
    public static ToolError invalidArguments(String message) {
        return new ToolError("invalid_arguments", message, 422, false, null);
    }

    /** A fault of ours; the log has the rest. */
    public static ToolError internal() {
        return new ToolError(
                "internal_error", "The server failed while it handled this call; its log says why.", 500, false, null);
    }

    /** Whether nothing left this service for Resend. */
    public boolean notSent() {
        return !outcomeUnknown && NOT_SENT.contains(name);
    }

    /** {@code {"error": {...}}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode error = json.putObject("error")
                .put("name", name)
                .put("message", message)
                .put("status_code", statusCode)
                .put("retryable", retryable);
        if (retryAfterSeconds != null) {
            error.put("retry_after_seconds", retryAfterSeconds);
        }
        if (outcomeUnknown) {
            error.put("outcome", "unknown");
        }
        return json;
    }
}
