package dev.resendmcp;

import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.UpstreamState;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.limit.RateLimiter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Facts about an account that its callers may read. */
final class AccountFacts {
    private AccountFacts() {}

    /** What calls have shown of Resend, and the queue for it. */
    static Map<String, Object> of(ResendClient client, RateLimiter limiter) {
        UpstreamState resend = client.state();
        Map<String, Object> upstream = new LinkedHashMap<>();
        upstream.put("lastAnswer", resend.lastAnswer().map(Instant::toString).orElse(null));
        upstream.put(
                "lastFailure", resend.lastFailure().map(UpstreamFailure::error).orElse(null));
        upstream.put("circuit", client.circuit().position().name().toLowerCase(Locale.ROOT));
        upstream.put("apiKey", resend.key().name().toLowerCase(Locale.ROOT));
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("requestsPerSecond", limiter.limit());
        queue.put("waitingCalls", limiter.queueDepth());
        queue.put("expectedWaitMs", limiter.expectedWait().toMillis());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("resend", upstream);
        facts.put("rateLimiter", queue);
        return facts;
    }
}
