package dev.resendmcp;

import dev.resendmcp.http.connection.FairExecutor;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import io.dropwizard.util.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import org.eclipse.jetty.util.VirtualThreads;

/** The threads that run tool calls, and the timer that reports their progress. */
final class CallThreads {
    private CallThreads() {}

    /**
     * One thread per call, virtual if the JVM supports it. Unbounded, because the number of calls is limited elsewhere and a
     * thread becomes free slightly later than the slot of its call.
     */
    static Executor unbounded(Environment environment) {
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        return virtual != null ? virtual : platformThreads(environment);
    }

    /** Runs calls: on the thread of the request that asked for it when that is done there, otherwise on another one of these. */
    static Executor executor(Executor unbounded, Supervisor threads) {
        return call -> {
            Runnable watched = threads.watched(ServiceThread.TOOL_CALL, call);
            if (!FairExecutor.runNext(watched)) {
                unbounded.execute(watched);
            }
        };
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

    /** A timer for short tasks. */
    static ScheduledExecutorService timer(Environment environment, Supervisor threads, ServiceThread name) {
        ScheduledExecutorService timer = threads.timer(name);
        // Drop tasks that are pending at shutdown: no client is left to receive their results.
        environment.lifecycle().manage(new ExecutorServiceManager(timer, Duration.milliseconds(0), name.label()));
        return timer;
    }
}
