package dev.resendmcp.mcp.call;

import dev.resendmcp.mcp.RateLimitQueue;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is being answered on a thread of its own. */
final class RunningCall {
    private static final Logger log = LoggerFactory.getLogger(RunningCall.class);

    private final ClientIdentity sender;
    private final McpRequest request;
    private final ClientChannel channel;
    private Thread thread;

    RunningCall(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        this.sender = sender;
        this.request = request;
        this.channel = channel;
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

    /** The call runs on this thread from now on. */
    synchronized void begin() {
        thread = Thread.currentThread();
    }

    /** The call has its answer; the thread may go on to another one. */
    synchronized void end() {
        thread = null;
        // Who leaves the line just when its turn comes is woken all the same, and its answer is still to be written.
        boolean woken = Thread.interrupted();
        log.debug("Call ended, woken: {}", woken);
    }

    /** Where the call stands in the line, in words. */
    synchronized String place(RateLimitQueue line) {
        return (thread == null ? Optional.<RateLimitQueue.Place>empty() : line.place(thread))
                .map(place -> "Waiting for Resend's rate limit: " + place.ahead() + " calls go first, about "
                        + Math.max(1, place.expected().toSeconds()) + " s")
                .orElse("Waiting for Resend's answer");
    }

    /** Takes the call out of the line if its client wants no answer any more. What has left for Resend goes on. */
    synchronized void leaveIfUnwanted(RateLimitQueue line) {
        if (thread != null && channel.unwanted()) {
            line.leave(thread);
        }
    }
}
