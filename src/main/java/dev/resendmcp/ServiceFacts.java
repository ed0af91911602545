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

/** What the service says of itself to its callers. Each fact is named here, so that no new setting shows by itself. */
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

    /** Settings in effect under the names of the configuration file; of secrets only whether they are set. */
    Map<String, Object> configuration() {
        ResendSettings resend = settings.resend();
        Map<String, Object> upstream = new LinkedHashMap<>();
        upstream.put("apiKeySet", resend.apiKey() != null);
        upstream.put("baseUrl", resend.baseUrl().uri().toString());
        upstream.put("rateLimit", resend.rateLimit());
        upstream.put("maxWait", resend.maxWait().toString());
        upstream.put("requestTimeout", resend.requestTimeout().toString());
        upstream.put("callTimeout", resend.callTimeout().toString());
        upstream.put("maxAnswerSize", resend.maxAnswerSize().toString());
        upstream.put("proxySet", resend.http().getProxyConfiguration() != null);
        upstream.put("caFileSet", resend.caFile() != null);
        McpSettings mcp = settings.mcp();
        Map<String, Object> protocol = new LinkedHashMap<>();
        protocol.put("allowedHosts", mcp.allowedHosts().values());
        protocol.put("allowedOrigins", mcp.allowedOrigins().values());
        protocol.put("maxBodySize", mcp.maxBodySize().toString());
        protocol.put("maxContentBodySize", mcp.maxContentBodySize().toString());
        protocol.put("transferTimeout", mcp.transferTimeout().toString());
        protocol.put("minTransferRate", mcp.minTransferRate().toString());
        protocol.put("maxConcurrentCalls", mcp.maxConcurrentCalls());
        protocol.put("trustedProxies", mcp.trustedProxies().entries());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("resend", upstream);
        facts.put("mcp", protocol);
        facts.put(
                "sends",
                Map.of(
                        "deduplicationWindow",
                        settings.sends().deduplicationWindow().toString()));
        AccessSettings access = settings.access();
        Map<String, Object> callers = new LinkedHashMap<>();
        callers.put("tokensRequired", live.tokens().required());
        callers.put("confirm", access.confirm().entries());
        callers.put("confirmationKeySet", access.confirmationKey().configured());
        facts.put("access", callers);
        StateSettings kept = settings.state();
        facts.put(
                "state",
                Map.of(
                        "type",
                        kept.type().toString(),
                        "redisUrlSet",
                        kept.redisUrl() != null,
                        "replicas",
                        kept.replicas()));
        return facts;
    }

    /** How the service is now. */
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
