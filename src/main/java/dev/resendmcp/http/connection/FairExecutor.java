package dev.resendmcp.http.connection;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.Container;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a few threads and lets their owners take turns. However many tasks one owner has, the next task of another
 * owner waits only for the running tasks and for one task of each owner. No owner uses more than its share of the threads.
 * Tasks of one owner start in the order of their submission.
 */
public final class FairExecutor {
    private static final Logger log = LoggerFactory.getLogger(FairExecutor.class);
    /** The task that runs on this thread. */
    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();

    private final Executor threads;
    private final int maxThreads;
    private final int maxPerOwner;
    /** Owners with waiting or running tasks. */
    private final Map<Object, Owner> owners = new HashMap<>();
    /** Owners whose next task may run, in the order of their turns. */
    private final Queue<Owner> turns = new ArrayDeque<>();

    private volatile Executor longThreads;
    private int used;

    /**
     * @param threads run the tasks; there must be at least {@code maxThreads}
     * @param maxThreads maximum number of threads in use
     * @param maxPerOwner maximum number of threads for one owner
     */
    FairExecutor(Executor threads, int maxThreads, int maxPerOwner) {
        this.threads = threads;
        this.maxThreads = maxThreads;
        this.maxPerOwner = maxPerOwner;
    }

    /** The executor of a connector. */
    public static FairExecutor of(Connector connector) {
        return ((Container) connector).getBean(FairExecutor.class);
    }

    /**
     * Runs a task when it is its owner's turn.
     *
     * @param name of the owner; tasks with equal names share their turns
     * @throws RejectedExecutionException when the threads have been stopped
     */
    public void execute(Object name, Runnable task) {
        synchronized (this) {
            Owner owner = owners.computeIfAbsent(name, Owner::new);
            owner.waiting.add(task);
            enqueue(owner);
            if (used == maxThreads || turns.isEmpty()) {
                return;
            }
            used++;
        }
        try {
            startThread();
        } catch (RejectedExecutionException e) {
            stopped();
            throw e;
        }
    }

    private void startThread() {
        Executor unbounded = longThreads;
        if (unbounded != null) {
            try {
                unbounded.execute(() -> work(true));
                return;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                log.debug("No thread for long tasks; short ones still have theirs");
            }
        }
        threads.execute(() -> work(false));
    }

    /**
     * Prefers threads on which a task may be followed by a long one.
     *
     * @param unbounded starts as many threads as it is asked for
     */
    public void preferThreads(Executor unbounded) {
        longThreads = unbounded;
    }

    /**
     * Runs a long task on this thread after the current task. The thread no longer counts as used then, and the tasks that
     * wait get another one. This saves the hand-over to a thread for the long task.
     *
     * @return false if there is no current task, its thread is not for long tasks, or another long one follows already
     */
    public static boolean runNext(Runnable longTask) {
        Turn turn = CURRENT.get();
        if (turn == null || turn.next != null) {
            return false;
        }
        turn.next = longTask;
        return true;
    }

    /** Threads that tasks run on now. */
    public synchronized int busy() {
        return used;
    }

    /** Threads that tasks may run on. */
    public int max() {
        return maxThreads;
    }

    /** Tasks that wait for a thread. */
    public synchronized int queued() {
        return owners.values().stream().mapToInt(owner -> owner.waiting.size()).sum();
    }

    private void enqueue(Owner owner) {
        if (!owner.queued && !owner.waiting.isEmpty() && owner.running < maxPerOwner) {
            owner.queued = true;
            turns.add(owner);
        }
    }

    private synchronized void stopped() {
        used--;
        owners.clear();
        turns.clear();
    }

    private void work(boolean longTasks) {
        for (Turn turn = next(); turn != null; turn = next()) {
            run(turn, longTasks);
            if (turn.next != null) {
                leave();
                turn.next.run();
                return;
            }
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void run(Turn turn, boolean longTasks) {
        if (longTasks) {
            CURRENT.set(turn);
        }
        try {
            turn.task.run();
        } catch (Throwable e) {
            // The thread goes on with other tasks.
            log.error("A request task failed", e);
        } finally {
            CURRENT.remove();
            ended(turn.owner);
        }
    }

    /** Gives up the place of this thread, to another one if tasks wait. */
    private void leave() {
        synchronized (this) {
            if (turns.isEmpty()) {
                used--;
                return;
            }
        }
        try {
            startThread();
        } catch (RejectedExecutionException e) {
            stopped();
        }
    }

    /** The next task, or null when none may run; the thread then counts as unused. */
    private synchronized Turn next() {
        Owner owner = turns.poll();
        if (owner == null) {
            used--;
            return null;
        }
        owner.queued = false;
        owner.running++;
        Turn turn = new Turn(owner, owner.waiting.remove());
        enqueue(owner);
        return turn;
    }

    private synchronized void ended(Owner owner) {
        owner.running--;
        enqueue(owner);
        if (owner.running == 0 && owner.waiting.isEmpty()) {
            owners.remove(owner.name, owner);
        }
    }

    private static final class Turn {
        private final Owner owner;
        private final Runnable task;
        /** What the thread does after the task and its place. */
        private Runnable next;

        Turn(Owner owner, Runnable task) {
            this.owner = owner;
            this.task = task;
        }
    }

    private static final class Owner {
        private final Object name;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private boolean queued;

        Owner(Object name) {
            this.name = name;
        }
    }
}
