package dev.resendmcp.mcp.message;

import dev.resendmcp.call.CallerShares;
import java.util.Map;

/** A body that is not served. */
public final class BodyRefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private final String reason;
    private final transient RpcError error;

    private BodyRefusedException(String reason, RpcError error) {
        super(error.message());
        this.reason = reason;
        this.error = error;
    }

    public static BodyRefusedException contentType() {
        return invalid("content_type", 415, "Content-Type must be application/json");
    }

    public static BodyRefusedException encoding() {
        return invalid("encoding", 415, "Content-Encoding must be gzip or absent");
    }

    public static BodyRefusedException miscoded() {
        return unparsable("encoding", "The body is not encoded as its headers say");
    }

    static BodyRefusedException empty() {
        return unparsable("not_json", "The body is empty");
    }

    static BodyRefusedException notJson() {
        return unparsable("not_json", "The body is not valid JSON");
    }

    /** @param limits in words */
    static BodyRefusedException tooComplex(String limits) {
        return unparsable("too_complex", "The body holds more JSON than any tool takes: at most " + limits);
    }

    public static BodyRefusedException tooLarge(BodyLimits limits) {
        return invalid(
                "too_large",
                413,
                "The body is larger than " + limits.usual() + " bytes (mcp.maxBodySize)"
                        + (limits.content() > limits.usual()
                                ? "; only calls of tools that carry content may have up to " + limits.content()
                                        + " (mcp.maxContentBodySize, at most a seventh of the heap)"
                                : ""));
    }

    public static BodyRefusedException incomplete() {
        return invalid("incomplete", 408, "The body did not arrive whole, or not in time");
    }

    public static BodyRefusedException slow() {
        return invalid(
                "slow",
                408,
                "The body arrives too slowly (mcp.minTransferRate) or takes too long (mcp.transferTimeout)");
    }

    /**
     * Too many bodies arrive at once.
     *
     * @param grant whose places are taken
     */
    public static BodyRefusedException noPlace(CallerShares.Grant grant) {
        return busy(grant, "Too many request bodies are arriving", "mcp.maxConcurrentCalls");
    }

    /**
     * There is no memory for more bytes of bodies.
     *
     * @param grant whose share is used up
     */
    public static BodyRefusedException noRoom(CallerShares.Grant grant) {
        return busy(grant, "Too many large requests are being handled", "a part of the memory of the service");
    }

    private static BodyRefusedException busy(CallerShares.Grant grant, String what, String limit) {
        boolean own = grant == CallerShares.Grant.CALLER_FULL;
        String message = own
                ? what + " for this caller, whose share is a part of the limit (" + limit + "); wait for some of them"
                : what + " (" + limit + "); try again in a few seconds";
        return new BodyRefusedException(
                own ? "caller_busy" : "busy", new RpcError(own ? 429 : 503, RpcError.INTERNAL_ERROR, message));
    }

    private static BodyRefusedException invalid(String reason, int status, String message) {
        return new BodyRefusedException(reason, new RpcError(status, RpcError.INVALID_REQUEST, message));
    }

    private static BodyRefusedException unparsable(String reason, String message) {
        return new BodyRefusedException(reason, new RpcError(400, RpcError.PARSE_ERROR, message));
    }

    /** For metrics. */
    public String reason() {
        return reason;
    }

    public RpcError error() {
        return error;
    }

    /** To add to the answer. */
    public Map<String, String> headers() {
        return error.status() == 429 || error.status() == 503 ? RETRY : Map.of();
    }
}
