package dev.resendmcp;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.health.RateLimiterQueue;
import dev.resendmcp.health.ResendApiKey;
import dev.resendmcp.health.ResendConnections;
import dev.resendmcp.health.ResendReachable;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.toolsets.OfferedTools;
import dev.resendmcp.toolsets.ToolView;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The account of the key in the settings, which all callers share.
 *
 * @param limiter of requests to Resend
 * @param client of Resend
 */
record SingleAccount(RateLimiter limiter, ResendClient client) implements Upstream {
    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Object api(Class<?> module) {
        return client.api(module);
    }

    @Override
    public Tools inAccount(Tools tools) {
        return tools;
    }

    @Override
    public Supplier<ToolView> offered(ToolView chosen) {
        return new OfferedTools(chosen, () -> client.state().key() == ApiKeyStatus.SENDING_ONLY);
    }

    @Override
    public Map<String, HealthCheck> healthChecks(Duration maxWait, Supervisor threads) {
        Clock clock = Clock.systemUTC();
        return Map.of(
                "resend-reachable", new ResendReachable(client, clock, threads),
                "resend-connections", new ResendConnections(client.connections()),
                "resend-api-key", new ResendApiKey(client, threads),
                "rate-limiter", new RateLimiterQueue(limiter, maxWait, clock, threads));
    }

    @Override
    public Map<String, Object> status(Caller caller) {
        return AccountFacts.of(client, limiter);
    }

    @Override
    public Map<String, Object> overview() {
        Map<String, Object> facts = new LinkedHashMap<>(AccountFacts.of(client, limiter));
        facts.put("account", quota(client.state().limits()));
        return facts;
    }

    private static Map<String, Object> quota(AccountLimits limits) {
        Map<String, Object> facts = new LinkedHashMap<>();
        limits.dailyUsed().ifPresent(used -> facts.put("sentToday", used));
        limits.dailyQuota().ifPresent(quota -> facts.put("dailyQuota", quota));
        limits.monthlyUsed().ifPresent(used -> facts.put("sentThisMonth", used));
        limits.monthlyQuota().ifPresent(quota -> facts.put("monthlyQuota", quota));
        return facts;
    }

    @Override
    public long waitingCalls() {
        return limiter.queueDepth();
    }

    @Override
    public Duration expectedWait() {
        return limiter.expectedWait();
    }

    @Override
    public void apiKeyReplaced() {
        client.apiKeyReplaced();
    }
}
