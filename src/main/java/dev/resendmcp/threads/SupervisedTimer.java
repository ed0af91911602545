package dev.resendmcp.threads;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose periodic tasks survive their own failures. */
final class SupervisedTimer extends ScheduledThreadPoolExecutor {
    private final ServiceThread name;
    private final Supervisor supervisor;

    SupervisedTimer(ServiceThread name, Supervisor supervisor) {
        super(1, worker -> supervisor.ofPool(name, worker));
        this.name = name;
        this.supervisor = supervisor;
        setRemoveOnCancelPolicy(true);
    }

    // The methods execute and submit call this one.
    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(supervisor.watched(name, task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(supervisor.watched(name, task), initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(supervisor.watched(name, task), initialDelay, delay, unit);
    }
}
