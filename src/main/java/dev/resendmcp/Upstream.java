package dev.resendmcp;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.call.Caller;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.toolsets.ToolView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The way to Resend: one account that all callers share, or one for each caller. */
interface Upstream {
    /** Turns the keys of callers into callers; empty where callers prove who they are in another way. */
    Optional<Authenticator> authenticator();

    /** An implementation of an annotated interface, which calls Resend. */
    Object api(Class<?> module);

    /** Tools whose calls are made in the account of their caller. */
    Tools inAccount(Tools tools);

    /** The tools that are offered to all callers now, of those that the settings choose. */
    Supplier<ToolView> offered(ToolView chosen);

    /** The health checks of the way to Resend, by name. */
    Map<String, HealthCheck> healthChecks(Duration maxWait, Supervisor threads);

    /** What a caller may read of its account: {@code resend} and {@code rateLimiter} of the status. */
    Map<String, Object> status(Caller caller);

    /** What operators see of it. */
    Map<String, Object> overview();

    /** Calls that wait for a rate limiter. */
    long waitingCalls();

    /** How long a call that came now would wait at most. */
    Duration expectedWait();

    /** Forgets what calls have shown of the key of the service, since another one is in use. */
    void apiKeyReplaced();
}
