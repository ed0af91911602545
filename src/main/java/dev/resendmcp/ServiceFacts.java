package dev.resendmcp;

import dev.resendmcp.call.Caller;
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
    private final Upstream upstream;
    private final StateService state;
    private final Clock clock;
    private final Instant started;

    ServiceFacts(
            ResendMcpConfiguration settings,
            LiveSettings live,
            Release release,
            Upstream upstream,
            StateService state,
            Clock clock) {
        this.settings = settings;
        this.live = live;
        this.release = release;
        this.upstream = upstream;
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

    /** The current status as a caller may see it. */
    Map<String, Object> status(Caller caller) {
        return status(upstream.status(caller));
    }

    /** The current status as operators see it. */
    Map<String, Object> overview() {
        return status(upstream.overview());
    }

    private Map<String, Object> status(Map<String, Object> resend) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", release.version());
        facts.put("commit", release.commit());
        facts.put("protocols", ProtocolVersions.ALL);
        facts.put("uptimeSeconds", Duration.between(started, clock.instant()).toSeconds());
        facts.putAll(resend);
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
