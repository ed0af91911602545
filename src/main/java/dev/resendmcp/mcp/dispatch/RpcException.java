package dev.resendmcp.mcp.dispatch;

import dev.resendmcp.mcp.message.RpcError;

/** Ends a request with a JSON-RPC error whose message is meant for the client. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RpcError error;

    /** @param error as the older revisions have it; the dispatcher translates it for the newer ones */
    public RpcException(RpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** The error for the client. */
    public RpcError error() {
        return error;
    }
}
