package dev.resendmcp;

import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.UpstreamState;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.release.Release;
import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Facts about the service that callers may read. Settings records list theirs one by one, so that a new one is never exposed by
 * accident.
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
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("resend", settings.resend().visible());
        facts.put("mcp", settings.mcp().visible());
        facts.put("sends", settings.sends().visible());
        facts.put("mail", settings.mail().visible());
        facts.put("tools", settings.tools().visible());
        facts.put("auth", settings.auth().visible());
        facts.put("access", settings.access().withTokens(live.tokens()).visible());
        facts.put("policy", settings.policy().visible());
        facts.put("modes", settings.modes().visible());
        facts.put("budgets", settings.budgets().visible());
        facts.put("approvals", settings.approvals().visible());
        facts.put("audit", settings.audit().visible());
        facts.put("files", settings.files().visible());
        facts.put("state", settings.state().visible());
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
