package dev.resendmcp;

import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.mcp.RateLimitQueue;
import java.util.Optional;
import java.util.OptionalInt;

/** The line in front of the rate limiter, as the protocol sees it. */
record LimiterQueue(RateLimiter limiter) implements RateLimitQueue {
    @Override
    public Optional<Place> place(Thread thread) {
        OptionalInt ahead = limiter.ahead(thread);
        return ahead.isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(ahead.getAsInt(), limiter.expectedWait(ahead.getAsInt())));
    }

    @Override
    public Waited takeWaited() {
        RateLimiter.Waited waited = limiter.takeWaited();
        return new Waited(waited.time(), waited.turns());
    }

    @Override
    public void leave(Thread thread) {
        limiter.leave(thread);
    }
}
