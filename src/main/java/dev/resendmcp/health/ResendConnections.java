package dev.resendmcp.health;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.client.http.ConnectionPool;
import java.time.Duration;
import java.util.Optional;

/** Checks that a call can get a connection to Resend: leases one from the pool and returns it. */
public final class ResendConnections extends HealthCheck {
    private static final Duration WAIT = Duration.ofMillis(500);

    private final ConnectionPool pool;

    /** @param pool to check */
    public ResendConnections(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    protected Result check() {
        Optional<String> trouble = pool.tryOne(WAIT);
        ConnectionPool.Stats now = pool.stats();
        String count = now.leased() + " of " + now.max() + " connections to Resend in use, " + now.pending()
                + " calls wait for one";
        return trouble.isEmpty()
                ? Result.healthy(count)
                : Result.unhealthy(count + ": " + trouble.get()
                        + "; if Resend answers, raise resend.http.maxConnections or restart");
    }
}
