package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks that may hang, such as resolving a name, on a thread that is left behind when its time is over. */
final class BoundedStep {
    private final Supervisor threads;
    private final Duration limit;

    BoundedStep(Supervisor threads, Duration limit) {
        this.threads = threads;
        this.limit = limit;
    }

    /** A check. */
    @FunctionalInterface
    interface Step {
        List<Finding> run() throws Exception;
    }

    /** The findings of a check, or one that says why there are none. */
    List<Finding> run(String check, Step step) {
        FutureTask<List<Finding>> task = new FutureTask<>(step::run);
        threads.thread(ServiceThread.HEALTH_CHECK, task).start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return List.of(Finding.failed(
                    check,
                    "Not finished within " + limit.toSeconds() + " s: see whether the name"
                            + " server, the network or the disk hangs."));
        } catch (ExecutionException e) {
            return List.of(Finding.failed(
                    check, "The check itself failed (" + e.getCause().getClass().getSimpleName() + ")."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.skipped(check, "Interrupted."));
        }
    }
}
