package dev.resendmcp.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A budget that callers share: places, or bytes of memory. None takes more than its share, so that none takes the service from
 * the others. Thread-safe.
 */
public final class CallerShares {
    private final long total;
    private final long share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Caller, Long> takenBy = new HashMap<>();
    /** Leases that wait, by caller; the next caller to be served comes first. */
    private final Map<Caller, Deque<Lease>> waiting = new LinkedHashMap<>();

    private long taken;
    /** An amount above a share that was granted on top of the budget; zero if none was. */
    private long larger;

    /** What became of a request for more. */
    public enum Grant {
        GRANTED,
        /** The caller has its share; there may be room for others. */
        CALLER_FULL,
        /** Nobody gets any more now. */
        ALL_FULL
    }

    /**
     * @param total what all callers may take together
     * @param share what one of them may take
     */
    public CallerShares(long total, long share) {
        this.total = total;
        this.share = share;
    }

    /** A budget of which one caller may take half, rounded up. */
    public static CallerShares halves(long total) {
        return new CallerShares(total, (total + 1) / 2);
    }

    /** Takes an amount at once, or nothing. What is granted must be given back. */
    public Grant take(Caller caller, long amount) {
        lock.lock();
        try {
            if (takenBy.getOrDefault(caller, 0L) + amount > share) {
                return Grant.CALLER_FULL;
            }
            if (taken - larger + amount > total) {
                return Grant.ALL_FULL;
            }
            add(caller, amount);
            return Grant.GRANTED;
        } finally {
            lock.unlock();
        }
    }

    /** The same, but one amount at a time may be larger than a share. It is granted on top of the budget. */
    public Grant takeWithOneLarger(Caller caller, long amount) {
        lock.lock();
        try {
            if (amount <= share || takenBy.containsKey(caller)) {
                return take(caller, amount);
            }
            if (larger > 0) {
                return Grant.ALL_FULL;
            }
            add(caller, amount);
            larger = amount;
            return Grant.GRANTED;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what {@link #take} or {@link #takeWithOneLarger} granted. */
    public void give(Caller caller, long amount) {
        lock.lock();
        try {
            add(caller, -amount);
            larger = amount > share ? 0 : larger;
        } finally {
            lock.unlock();
        }
    }

    /** An amount that was waited for. Leases that are not needed any more must be closed. */
    public final class Lease implements AutoCloseable {
        private final Caller caller;
        private long amount;
        private boolean granted;

        private Lease(Caller caller, long amount) {
            this.caller = caller;
            this.amount = amount;
        }

        /** What the lease holds. */
        public long amount() {
            return amount;
        }

        /** Gives back what is above this amount. */
        public void shrink(long needed) {
            lock.lock();
            try {
                add(caller, needed - amount);
                amount = needed;
                serve();
            } finally {
                lock.unlock();
            }
        }

        /** Gives everything back. Closing twice does nothing. */
        @Override
        public void close() {
            shrink(0);
        }
    }

    /**
     * Leases an amount as soon as it is free. Callers take turns, so that one with many requests delays no other. A caller that has
     * nothing may lease more than its share.
     *
     * @param amount at most the total
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @return empty when it was not free by then
     */
    public Optional<Lease> lease(Caller caller, long amount, long deadline) {
        Lease lease = new Lease(caller, amount);
        lock.lock();
        try {
            waiting.computeIfAbsent(caller, same -> new ArrayDeque<>()).add(lease);
            serve();
            while (!lease.granted && deadline > System.nanoTime()) {
                boolean unused = changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!lease.granted) {
                remove(lease);
                serve();
            }
            lock.unlock();
        }
        return Optional.of(lease).filter(made -> made.granted);
    }

    /** Grants the leases that fit, one caller after the other. */
    private void serve() {
        for (Optional<Lease> next = next(); next.isPresent(); next = next()) {
            Lease lease = next.get();
            lease.granted = true;
            add(lease.caller, lease.amount);
            Deque<Lease> others = remove(lease);
            if (!others.isEmpty()) {
                waiting.remove(lease.caller);
                waiting.put(lease.caller, others);
            }
        }
        changed.signalAll();
    }

    private Optional<Lease> next() {
        return waiting.values().stream().map(Deque::getFirst).filter(this::fits).findFirst();
    }

    private boolean fits(Lease lease) {
        long own = takenBy.getOrDefault(lease.caller, 0L);
        return taken + lease.amount <= total && (own == 0 || own + lease.amount <= share);
    }

    /** Takes a lease out of the queue; returns the others of its caller, which keep their turn. */
    private Deque<Lease> remove(Lease lease) {
        Deque<Lease> others = waiting.get(lease.caller);
        others.remove(lease);
        if (others.isEmpty()) {
            waiting.remove(lease.caller);
        }
        return others;
    }

    private void add(Caller caller, long amount) {
        taken += amount;
        takenBy.compute(caller, (same, own) -> {
            long now = amount + (own == null ? 0 : own);
            return now == 0 ? null : now;
        });
    }

    /** What all callers may take together. */
    public long total() {
        return total;
    }

    /** What all callers have now. */
    public long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many leases wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }
}
