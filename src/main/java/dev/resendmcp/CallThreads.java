package dev.resendmcp;

import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
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
    static Executor executor(Environment environment, Supervisor threads) {
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        Executor executor = virtual != null ? virtual : platformThreads(environment);
        return call -> executor.execute(threads.watched(ServiceThread.TOOL_CALL, call));
    }

    private static Executor platformThreads(Environment environment) {
        return environment
                .lifecycle()
                .executorService("tool-call-%d")
                .minThreads(0)
                .maxThreads(Integer.MAX_VALUE)
                .workQueue(new SynchronousQueue<>())
                .build();
    }

    /** Runs short tasks. */
    static ScheduledExecutorService timer(Environment environment, Supervisor threads, ServiceThread name) {
        ScheduledExecutorService timer = threads.timer(name);
        // What is still to come when the server has ended is for nobody.
        environment.lifecycle().manage(new ExecutorServiceManager(timer, Duration.milliseconds(0), name.label()));
        return timer;
    }
}
