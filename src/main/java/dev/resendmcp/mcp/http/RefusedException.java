package dev.resendmcp.mcp.http;

import dev.resendmcp.mcp.message.RpcError;
import java.time.Duration;
import java.util.Map;

/** A request that is not let in. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient RpcError error;
    private final transient Map<String, String> headers;
    private final transient Duration delay;

    RefusedException(int status, String message, Map<String, String> headers) {
        this(status, message, headers, Duration.ZERO);
    }

    /** @param delay after which it is answered */
    RefusedException(int status, String message, Map<String, String> headers, Duration delay) {
        super(message, null, false, false);
        this.error = new RpcError(status, RpcError.INVALID_REQUEST, message);
        this.headers = headers;
        this.delay = delay;
    }

    RpcError error() {
        return error;
    }

    /** To add to the answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** How long the answer is held back. */
    Duration delay() {
        return delay;
    }
}
