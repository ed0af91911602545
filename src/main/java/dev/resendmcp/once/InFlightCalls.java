package dev.resendmcp.once;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets one of several identical calls be made; the others wait and get its result. */
final class InFlightCalls {
    private final ConcurrentMap<String, CompletableFuture<ToolResult>> inFlight = new ConcurrentHashMap<>();
    private final Duration longestWait;

    /** @param longestWait longest wait for another call; slightly longer than a call may take */
    InFlightCalls(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Waits for an identical call, if one is in progress. If that was not sent, for example because its client disconnected, one of
     * the waiting calls is made instead.
     *
     * @param dedupKey equal for identical calls
     * @return the result of the other call; empty if the caller must make this one and then {@link #end} it
     */
    Optional<ToolResult> join(String dedupKey) {
        long deadline = System.nanoTime() + longestWait.toNanos();
        CompletableFuture<ToolResult> own = new CompletableFuture<>();
        while (true) {
            CompletableFuture<ToolResult> other = inFlight.putIfAbsent(dedupKey, own);
            if (other == null) {
                return Optional.empty();
            }
            ToolResult result = await(other, deadline);
            if (SendOutcome.of(result) != SendOutcome.NOT_SENT
                    || Thread.currentThread().isInterrupted()
                    || System.nanoTime() - deadline >= 0) {
                return Optional.of(result);
            }
        }
    }

    /** Ends a call that {@link #join} left to its caller, and passes its result to those that wait for it. */
    void end(String dedupKey, ToolResult result) {
        // Removed first, so that a caller who learns that nothing was sent can retry at once.
        inFlight.remove(dedupKey).complete(result);
    }

    private static ToolResult await(CompletableFuture<ToolResult> other, long deadline) {
        try {
            return other.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return ToolResult.failed(new ToolError(
                    ErrorName.UPSTREAM_TIMEOUT.wireName(),
                    "An identical call is in progress. Retry later; it will be sent only once.",
                    ErrorName.UPSTREAM_TIMEOUT.status(),
                    true,
                    null,
                    true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ToolResult.failed(new ToolError(
                    ErrorName.SERVER_STOPPING,
                    "The server is stopping. An identical call may still be sent. Retry; it will be sent only once.",
                    null,
                    true));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call ends with a result", e);
        }
    }
}
