package dev.resendmcp.mcp.call;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;

/** A request that is being answered on a thread of its own. */
final class RunningCall {
    private final ClientIdentity sender;
    private final McpRequest request;
    private final ClientChannel channel;
    private final CallContext context;

    RunningCall(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        this.sender = sender;
        this.request = request;
        this.channel = channel;
        this.context = new CallContext(sender.payer());
    }

    McpRequest request() {
        return request;
    }

    ClientChannel channel() {
        return channel;
    }

    ClientIdentity sender() {
        return sender;
    }

    CallContext context() {
        return context;
    }

    /** What the call waits for, in words. */
    String progress() {
        return context.position()
                .map(position -> "Waiting for Resend's rate limit: " + position.ahead() + " calls go first, about "
                        + Math.max(1, position.expected().toSeconds()) + " s")
                .orElse("Waiting for Resend's answer");
    }

    /** Cancels the call if its client wants no reply any more. A request that was sent to Resend goes on. */
    void cancelIfUnwanted() {
        if (channel.unwanted()) {
            context.cancel();
        }
    }
}
