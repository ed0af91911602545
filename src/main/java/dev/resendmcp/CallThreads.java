package dev.resendmcp;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import org.eclipse.jetty.util.VirtualThreads;

/** Threads that calls run on, and the one that tells their clients how they stand. */
final class CallThreads {
    private CallThreads() {}

    /**
     * A thread for every call that waits, virtual where the JVM has them. Without a bound of its own: the number of calls has
     * one, and a thread is free a moment later than the place of its call.
     */
    static Executor executor(Environment environment) {
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        return virtual != null
                ? virtual
                : environment
                        .lifecycle()
                        .executorService("tool-call-%d")
                        .minThreads(0)
                        .maxThreads(Integer.MAX_VALUE)
                        .workQueue(new SynchronousQueue<>())
                        .build();
    }

    /** Runs short tasks. */
    static ScheduledExecutorService timer(Environment environment) {
        return environment
                .lifecycle()
                .scheduledExecutorService("progress-%d", true)
                // What is still to come when the server has ended is for nobody.
                .shutdownTime(Duration.milliseconds(0))
                .removeOnCancelPolicy(true)
                .build();
    }
}
