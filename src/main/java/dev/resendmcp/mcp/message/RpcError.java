package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import java.util.List;

/**
 * A JSON-RPC error with the HTTP status that carries it.
 *
 * @param status HTTP status
 * @param code JSON-RPC code
 * @param message for people; never the text of a Java exception
 * @param data what programs may want to know; null when there is nothing
 */
public record RpcError(int status, int code, String message, JsonNode data) {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    /** In the older revisions only. */
    public static final int RESOURCE_NOT_FOUND = -32002;
    /** A header is missing or says something else than the body. */
    public static final int HEADER_MISMATCH = -32020;
    /** The request needs something of the client that it did not declare. */
    public static final int MISSING_CAPABILITY = -32021;
    /** The request names a revision that is not served. */
    public static final int UNSUPPORTED_VERSION = -32022;

    public RpcError(int status, int code, String message) {
        this(status, code, message, null);
    }

    /** Parameters that break a rule. */
    public static RpcError invalidParams(String message) {
        return new RpcError(200, INVALID_PARAMS, message);
    }

    /** The error for a failure inside the service. */
    public static RpcError internal() {
        return new RpcError(200, INTERNAL_ERROR, "Internal error");
    }

    /** The refusal of a request because the server stops: nothing was done, so it is safe to repeat. */
    public static RpcError stopping(int retryAfterSeconds) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("name", ErrorName.SERVER_STOPPING.wireName())
                .put("retryable", true)
                .put("retry_after_seconds", retryAfterSeconds);
        return new RpcError(
                503, INTERNAL_ERROR, "The server is stopping; nothing was done, and this is safe to repeat.", data);
    }

    /** The refusal of a revision, with those that a request may name. */
    static RpcError unsupportedVersion(String requested) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        List<String> supported = ProtocolVersions.MODERN;
        supported.forEach(data.putArray("supported")::add);
        data.put("requested", requested);
        return new RpcError(
                400,
                UNSUPPORTED_VERSION,
                "Unsupported protocol version; this server speaks " + String.join(", ", ProtocolVersions.ALL)
                        + ", those before 2026-07-28 after initialize",
                data);
    }

    /**
     * The request was carried out, but too many answers wait to be read.
     *
     * @param own whether they are this caller's, or those of all callers
     */
    public static RpcError unread(boolean own) {
        return new RpcError(
                own ? 429 : 503,
                INTERNAL_ERROR,
                "The request was carried out, but its answer has no room: too many answers of "
                        + (own ? "this caller" : "all callers") + " wait to be read");
    }
}
