package dev.resendmcp.health;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;

/**
 * A check that turns unhealthy when it throws an error. Without this, an error would end its schedule and leave the last result
 * in place.
 */
abstract class WatchedCheck extends HealthCheck {
    private final Supervisor threads;

    WatchedCheck(Supervisor threads) {
        this.threads = threads;
    }

    @Override
    public Result execute() {
        try {
            return super.execute();
        } catch (Error e) {
            threads.failed(ServiceThread.HEALTH_CHECK, e);
            return Result.unhealthy("The check itself failed (" + e.getClass().getSimpleName() + ")");
        }
    }
}
