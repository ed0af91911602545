package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ErrorName.Retryable;

/**
 * Why a call failed, in words that a model can act on.
 *
 * @param name name on the wire, Resend's or ours
 * @param message what is wrong and what to do
 * @param statusCode HTTP status of Resend's response, or the closest one
 * @param retryable whether the same call may be repeated and may then succeed
 * @param retryAfterSeconds how long to wait before that; null if unknown
 * @param outcomeUnknown whether Resend may have carried out the call anyway
 * @param rule the operator's rule that refused the call, for the audit log; empty text if none did
 */
public record ToolError(
        String name,
        String message,
        int statusCode,
        boolean retryable,
        Long retryAfterSeconds,
        boolean outcomeUnknown,
        String rule) {

    /** An error that no rule caused. */
    public ToolError(
            String name,
            String message,
            int statusCode,
            boolean retryable,
            Long retryAfterSeconds,
            boolean outcomeUnknown) {
        this(name, message, statusCode, retryable, retryAfterSeconds, outcomeUnknown, "");
    }

    /** An error of a call with a known outcome. */
    public ToolError(String name, String message, int statusCode, boolean retryable, Long retryAfterSeconds) {
        this(name, message, statusCode, retryable, retryAfterSeconds, false);
    }

    /** One of our own errors, with its usual status and no known wait. */
    public ToolError(ErrorName name, String message) {
        this(name, message, null, false);
    }

    /** One of our own errors, with its usual status. */
    public ToolError(ErrorName name, String message, Long retryAfterSeconds, boolean outcomeUnknown) {
        this(
                name.wireName(),
                message,
                name.status(),
                name.retryable() == Retryable.YES,
                retryAfterSeconds,
                outcomeUnknown);
    }

    /** The arguments break a rule; nothing was sent. */
    public static ToolError invalidArguments(String message) {
        return new ToolError(ErrorName.INVALID_ARGUMENTS, message);
    }

    /**
     * A rule of the operator forbids the call; nothing was sent.
     *
     * @param rule its name
     * @param whose whose rule it is, as the continuation of the name; empty text if it is everybody's
     * @param why a clause
     */
    public static ToolError forbidden(String rule, String whose, String why) {
        ErrorName name = ErrorName.POLICY_REFUSED;
        String message = "The rule " + rule + whose + " forbids this call: " + why + ". Nothing was sent.";
        return new ToolError(name.wireName(), message, name.status(), false, null, false, rule);
    }

    /** A bug in this service. */
    public static ToolError internal() {
        return new ToolError(
                ErrorName.INTERNAL_ERROR, "The server failed while it handled this call; its log says why.");
    }

    /** Whether the error has this name. */
    public boolean is(ErrorName other) {
        return name.equals(other.wireName());
    }

    /** Whether the call certainly changed nothing at Resend. */
    public boolean notSent() {
        return !outcomeUnknown
                && ErrorName.find(name).filter(ErrorName::hadNoEffect).isPresent();
    }

    /** HTTP status of Resend's response; 0 if there was none. */
    public int upstreamStatus() {
        return ErrorName.find(name).filter(own -> !own.isResponse()).isPresent() ? 0 : statusCode;
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
