package dev.resendmcp.http;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.Container;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a few threads, and owners take turns: however many tasks one of them has, the next task of another one waits for no
 * more than the tasks that run already and one of each owner. Tasks of one owner begin in the order in which they came.
 */
final class FairExecutor {
    private static final Logger log = LoggerFactory.getLogger(FairExecutor.class);

    private final Executor threads;
    private final int most;
    /** Owners by their turn. None has an empty queue. */
    private final Map<Object, Queue<Runnable>> waiting = new LinkedHashMap<>();

    private int running;

    /**
     * @param threads at least as many as may be used
     * @param most threads that are used at a time
     */
    FairExecutor(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /** That of a connector. */
    static FairExecutor of(Connector connector) {
        return ((Container) connector).getBean(FairExecutor.class);
    }

    /**
     * Runs a task as soon as it is its owner's turn.
     *
     * @param owner equal for tasks that wait for each other
     * @throws RejectedExecutionException when the threads have been stopped
     */
    void execute(Object owner, Runnable task) {
        if (add(owner, task)) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                stopped();
                throw e;
            }
        }
    }

    /** Whether one thread more is to be used. */
    private synchronized boolean add(Object owner, Runnable task) {
        waiting.computeIfAbsent(owner, same -> new ArrayDeque<>()).add(task);
        if (running == most) {
            return false;
        }
        running++;
        return true;
    }

    private synchronized void stopped() {
        running--;
        waiting.clear();
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) {
                // The thread goes on to the tasks of others.
                log.error("A task of a request failed", e);
            }
        }
    }

    /** The next task, or null when there is none and the thread is no longer used. */
    private synchronized Runnable next() {
        Iterator<Map.Entry<Object, Queue<Runnable>>> turns = waiting.entrySet().iterator();
        if (!turns.hasNext()) {
            running--;
            return null;
        }
        Map.Entry<Object, Queue<Runnable>> turn = turns.next();
        Object owner = turn.getKey();
        Queue<Runnable> tasks = turn.getValue();
        turns.remove();
        Runnable task = tasks.remove();
        if (!tasks.isEmpty()) {
            waiting.put(owner, tasks);
        }
        return task;
    }
}
