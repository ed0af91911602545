package dev.resendmcp.once;

import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Lets one of several same calls go; those that come meanwhile wait and get its answer. */
final class InFlightCalls {
    private final ConcurrentMap<String, CompletableFuture<ToolResult>> underWay = new ConcurrentHashMap<>();
    private final Duration longestWait;

    /** @param longestWait of a call for another one; a little over the time that a call takes at most */
    InFlightCalls(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * An answer.
     *
     * @param own whether this call itself went
     */
    record Answer(ToolResult result, boolean own) {}

    /**
     * Makes the call, or waits for the same one. When that one was not sent, because its client was gone for instance, one of
     * those who wait goes in its place.
     *
     * @param dedupKey equal for calls of which one answer serves all
     */
    Answer join(String dedupKey, Supplier<ToolResult> call) {
        long deadline = System.nanoTime() + longestWait.toNanos();
        CompletableFuture<ToolResult> own = new CompletableFuture<>();
        while (true) {
            CompletableFuture<ToolResult> other = underWay.putIfAbsent(dedupKey, own);
            if (other == null) {
                return new Answer(go(dedupKey, own, call), true);
            }
            ToolResult result = await(other, deadline);
            if (SendOutcome.of(result) != SendOutcome.NOT_SENT
                    || Thread.currentThread().isInterrupted()
                    || System.nanoTime() - deadline >= 0) {
                return new Answer(result, false);
            }
        }
    }

    private ToolResult go(String dedupKey, CompletableFuture<ToolResult> own, Supplier<ToolResult> call) {
        ToolResult result = ToolResult.failed(ToolError.internal());
        try {
            result = call.get();
            return result;
        } finally {
            // Removed first, so that a caller who learns that nothing was sent may repeat the call at once.
            underWay.remove(dedupKey, own);
            own.complete(result);
        }
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
