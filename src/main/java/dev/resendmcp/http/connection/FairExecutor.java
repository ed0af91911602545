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
 * Runs tasks on a few threads, and owners take turns: however many tasks one of them has, the next task of another one waits for no
 * more than the tasks that run already and one of each owner, and no owner uses more than its share of the threads. Tasks of one
 * owner begin in the order in which they came.
 */
public final class FairExecutor {
    private static final Logger log = LoggerFactory.getLogger(FairExecutor.class);

    private final Executor threads;
    private final int most;
    private final int mostOfOne;
    /** Owners of tasks that wait or run. */
    private final Map<Object, Owner> owners = new HashMap<>();
    /** Owners whose next task may run, by their turn. */
    private final Queue<Owner> turns = new ArrayDeque<>();

    private int used;

    /**
     * @param threads at least as many as may be used
     * @param most threads that are used at a time
     * @param mostOfOne threads that one owner uses at a time
     */
    FairExecutor(Executor threads, int most, int mostOfOne) {
        this.threads = threads;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** That of a connector. */
    public static FairExecutor of(Connector connector) {
        return ((Container) connector).getBean(FairExecutor.class);
    }

    /**
     * Runs a task as soon as it is its owner's turn.
     *
     * @param name of the owner, equal for tasks that take one turn together
     * @throws RejectedExecutionException when the threads have been stopped
     */
    public void execute(Object name, Runnable task) {
        synchronized (this) {
            Owner owner = owners.computeIfAbsent(name, Owner::new);
            owner.waiting.add(task);
            takesTurns(owner);
            if (used == most || turns.isEmpty()) {
                return;
            }
            used++;
        }
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            stopped();
            throw e;
        }
    }

    private void takesTurns(Owner owner) {
        if (!owner.takesTurns && !owner.waiting.isEmpty() && owner.running < mostOfOne) {
            owner.takesTurns = true;
            turns.add(owner);
        }
    }

    private synchronized void stopped() {
        used--;
        owners.clear();
        turns.clear();
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        for (Turn turn = next(); turn != null; turn = next()) {
            try {
                turn.task.run();
            } catch (Throwable e) {
                // The thread goes on to the tasks of others.
                log.error("A task of a request failed", e);
            } finally {
                ended(turn.owner);
            }
        }
    }

    /** The next task, or null when none may run and the thread is no longer used. */
    private synchronized Turn next() {
        Owner owner = turns.poll();
        if (owner == null) {
            used--;
            return null;
        }
        owner.takesTurns = false;
        owner.running++;
        Turn turn = new Turn(owner, owner.waiting.remove());
        takesTurns(owner);
        return turn;
    }

    private synchronized void ended(Owner owner) {
        owner.running--;
        takesTurns(owner);
        if (owner.running == 0 && owner.waiting.isEmpty()) {
            owners.remove(owner.name, owner);
        }
    }

    private record Turn(Owner owner, Runnable task) {}

    private static final class Owner {
        private final Object name;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private boolean takesTurns;

        Owner(Object name) {
            this.name = name;
        }
    }
}
