package dev.resendmcp.state;

import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.metrics.Metrics.Timer;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.redis.CommandObserver;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The series of the state, on disk and in Redis. */
public final class StateMetrics implements CommandObserver {
    private final Metrics metrics;
    private final Timer flushes;
    private final Timer commands;
    private final Count commandErrors;

    /** Registers what is counted; {@link #read} registers what is read. */
    public StateMetrics(Metrics metrics) {
        this.metrics = metrics;
        flushes = metrics.timer(
                "resend_state_fsync_seconds", "Time to write changes of the state to disk, including fsync.");
        commands = metrics.timer("resend_redis_command_duration_seconds", "Time until Redis answered a command.");
        commandErrors = metrics.counter(
                "resend_redis_errors_total",
                "Commands to Redis that failed: no connection, no answer in time, or an error as the answer.");
    }

    /** Changes were written to disk. */
    public void flushed(Duration took) {
        flushes.observe(took);
    }

    @Override
    public void answered(Duration took) {
        commands.observe(took);
    }

    @Override
    public void failed() {
        commandErrors.add();
    }

    /**
     * Reports the state.
     *
     * @param condition of the state
     * @param writable whether the state can be written to disk now
     * @param replicas configured number of instances
     */
    public void read(Supplier<StateCondition> condition, BooleanSupplier writable, int replicas) {
        metrics.gauge(
                "resend_journal_entries",
                "Calls that are remembered so that they are not repeated.",
                () -> condition.get().journalEntries());
        metrics.gauge(
                "resend_journal_bytes",
                "Size of the entries of the journal, as text.",
                () -> condition.get().journalBytes());
        metrics.gauge(
                "resend_state_bytes",
                "Size of the files of the state.",
                () -> condition.get().fileBytes());
        metrics.gauge(
                "resend_state_shared",
                "1 while the state is shared through Redis, else 0.",
                () -> condition.get().sharing() == Sharing.ON ? 1 : 0);
        metrics.gauge(
                "resend_state_sharing_configured",
                "1 if the state is to be shared through Redis, else 0.",
                () -> condition.get().sharing() == Sharing.OFF ? 0 : 1);
        metrics.gauge(
                "resend_state_writable",
                "1 while the state can be written to disk, else 0.",
                () -> writable.getAsBoolean() ? 1 : 0);
        metrics.gauge("resend_replicas_configured", "Instances that share the account, as configured.", () -> replicas);
    }
}
