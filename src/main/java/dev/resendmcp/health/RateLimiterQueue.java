package dev.resendmcp.health;

import dev.resendmcp.client.limit.LimiterTrial;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.threads.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks that callers get through the rate limiter in time. Acquires a permit and returns it, without a request to Resend. */
public final class RateLimiterQueue extends WatchedCheck {
    private final RateLimiter limiter;
    private final LimiterTrial trial;
    private final Duration maxWait;
    private final Clock clock;
    private Instant faultySince;

    /** @param maxWait wait beyond which callers are turned away */
    public RateLimiterQueue(RateLimiter limiter, Duration maxWait, Clock clock, Supervisor threads) {
        super(threads);
        this.limiter = limiter;
        this.trial = new LimiterTrial(limiter);
        this.maxWait = maxWait;
        this.clock = clock;
    }

    @Override
    protected synchronized Result check() throws InterruptedException {
        Optional<String> fault = trial.fault();
        if (fault.isPresent()) {
            faultySince = faultySince == null ? clock.instant() : faultySince;
            return Result.unhealthy("The rate limiter has let no calls through since  " + faultySince + ": "
                    + fault.get() + "; restart the service");
        }
        faultySince = null;
        String queue = limiter.queueDepth() + " calls wait for "
                + (limiter.cutOff() ? "this replica's part of " : "")
                + limiter.limit() + " requests per second";
        return limiter.expectedWait().compareTo(maxWait) <= 0
                ? Result.healthy(queue)
                : Result.unhealthy(queue + ": some will be turned away; raise RATE_LIMIT if the account allows it");
    }
}
