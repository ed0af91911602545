package dev.resendmcp.client.limit;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks that permits of a limiter come and go: takes one for no request, and returns it. While calls wait it takes none, and
 * checks that no permits were lost.
 */
public final class LimiterTrial {
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final Duration CHECK_EVERY = Duration.ofMillis(50);

    private final RateLimiter limiter;

    /** @param limiter to try out */
    public LimiterTrial(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * What is wrong with the limiter, as the end of a sentence; empty when it works. Makes no request and takes a few seconds at
     * most.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public Optional<String> fault() throws InterruptedException {
        if (!timerRuns()) {
            return Optional.of("its timer does not run, so permits are not given back");
        }
        if (limiter.queueDepth() == 0 && permitComesAndGoes()) {
            return Optional.empty();
        }
        return permitsAreLost() ? Optional.of("permits are lost") : Optional.empty();
    }

    private boolean timerRuns() throws InterruptedException {
        try {
            Future<?> round = limiter.submit(() -> {});
            round.get(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException stopping) {
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** False when all permits are in use, when others wait for one, and when the service stops. */
    private boolean permitComesAndGoes() {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        try (RateLimiter.Permit permit = limiter.acquire(CallContext.ofService(), deadline)) {
            permit.unused();
            return true;
        } catch (ResendException e) {
            return false;
        }
    }

    private boolean permitsAreLost() throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (limiter.lacksPermits()) {
            if (System.nanoTime() - end >= 0) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(CHECK_EVERY.toNanos());
        }
        return false;
    }
}
