package dev.resendmcp.health;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.client.RateLimiter;
import java.time.Duration;

/** Whether callers get through the rate limiter in time. */
public final class RateLimiterQueue extends HealthCheck {
    private final RateLimiter limiter;
    private final Duration maxWait;

    /**
     * @param limiter whose queue is watched
     * @param maxWait wait from which on callers are turned away
     */
    public RateLimiterQueue(RateLimiter limiter, Duration maxWait) {
        this.limiter = limiter;
        this.maxWait = maxWait;
    }

    @Override
    protected Result check() {
        String queue = limiter.queueDepth() + " calls wait for "
                + (limiter.cutOff() ? "this replica's part of " : "")
                + limiter.limit() + " requests per second";
        return limiter.expectedWait().compareTo(maxWait) <= 0
                ? Result.healthy(queue)
                : Result.unhealthy(queue + ": some will be turned away; raise RATE_LIMIT if the account allows it");
    }
}
