package dev.resendmcp;

import dev.resendmcp.access.AccessSettings;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.UpstreamState;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.release.Release;
import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.StateSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Facts about the service that callers may read. Lists each one explicitly, so that a new setting is never exposed by accident.
 */
final class ServiceFacts {
    private final ResendMcpConfiguration settings;
    private final LiveSettings live;
    private final Release release;
    private final RateLimiter limiter;
    private final ResendClient client;
    private final StateService state;
    private final Clock clock;
    private final Instant started;

    ServiceFacts(
            ResendMcpConfiguration settings,
            LiveSettings live,
            Release release,
            RateLimiter limiter,
            ResendClient client,
            StateService state,
            Clock clock) {
        this.settings = settings;
        this.live = live;
        this.release = release;
        this.limiter = limiter;
        this.client = client;
        this.state = state;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Settings in effect, under their names in the configuration file. For secrets, only whether they are set. */
    Map<String, Object> configuration() {
        StateSettings state = settings.state();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("resend", resendSettings());
        facts.put("mcp", mcpSettings());
        facts.put(
                "sends",
                Map.of(
                        "deduplicationWindow",
                        settings.sends().deduplicationWindow().toString()));
        facts.put("access", accessSettings());
        facts.put(
                "state",
                Map.of(
                        "type",
                        state.type().toString(),
                        "redisUrlSet",
                        state.redisUrl() != null,
                        "replicas",
                        state.replicas()));
        return facts;
    }

    private Map<String, Object> resendSettings() {
        ResendSettings resend = settings.resend();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("apiKeySet", resend.apiKey() != null);
        facts.put("baseUrl", resend.baseUrl().uri().toString());
        facts.put("rateLimit", resend.rateLimit());
        facts.put("maxWait", resend.maxWait().toString());
        facts.put("requestTimeout", resend.requestTimeout().toString());
        facts.put("callTimeout", resend.callTimeout().toString());
        facts.put("maxAnswerSize", resend.maxAnswerSize().toString());
        facts.put("proxySet", resend.http().getProxyConfiguration() != null);
        facts.put("caFileSet", resend.caFile() != null);
        return facts;
    }

    private Map<String, Object> mcpSettings() {
        McpSettings mcp = settings.mcp();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("allowedHosts", mcp.allowedHosts().values());
        facts.put("allowedOrigins", mcp.allowedOrigins().values());
        facts.put("maxBodySize", mcp.maxBodySize().toString());
        facts.put("maxContentBodySize", mcp.maxContentBodySize().toString());
        facts.put("transferTimeout", mcp.transferTimeout().toString());
        facts.put("minTransferRate", mcp.minTransferRate().toString());
        facts.put("maxConcurrentCalls", mcp.maxConcurrentCalls());
        facts.put("trustedProxies", mcp.trustedProxies().entries());
        return facts;
    }

    private Map<String, Object> accessSettings() {
        AccessSettings access = settings.access();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tokensRequired", live.tokens().required());
        facts.put("confirm", access.confirm().entries());
        facts.put("confirmationKeySet", access.confirmationKey().configured());
        return facts;
    }

    /** The current status. */
    Map<String, Object> status() {
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
        facts.put("version", release.version());
        facts.put("commit", release.commit());
        facts.put("protocols", ProtocolVersions.ALL);
        facts.put("uptimeSeconds", Duration.between(started, clock.instant()).toSeconds());
        facts.put("resend", upstream);
        facts.put("rateLimiter", queue);
        StateCondition condition = state.condition();
        facts.put(
                "state",
                Map.of(
                        "journalEntries", condition.journalEntries(),
                        "sharing", condition.sharing().name().toLowerCase(Locale.ROOT),
                        "writable", condition.disk().isEmpty()));
        return facts;
    }
}
