package dev.resendmcp.client.memory;

import dev.resendmcp.client.memory.ResponseMemory.ResponseMemoryFullException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An amount of memory that many may lease parts of. Owners take turns, so that one with many requests delays no other. */
final class MemoryPool {
    private final long total;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Long> takenBy = new HashMap<>();
    /** Requests by owner; the next owner to be served comes first. */
    private final Map<Object, Deque<Lease>> waiting = new LinkedHashMap<>();

    private long taken;

    /** @param total bytes that all leases may have together */
    MemoryPool(long total) {
        this.total = total;
    }

    /** A part of the pool. Leases that are not needed any more must be closed. */
    final class Lease implements AutoCloseable {
        private final Object owner;
        private long bytes;
        private boolean granted;

        private Lease(Object owner, long bytes) {
            this.owner = owner;
            this.bytes = bytes;
        }

        long bytes() {
            return bytes;
        }

        /** Gives back what is above this many bytes. */
        void shrink(long needed) {
            lock.lock();
            try {
                count(owner, needed - bytes);
                bytes = needed;
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
     * Leases a part, as soon as it is free.
     *
     * @param bytes at most the total
     * @param deadline latest moment to get it, as of {@link System#nanoTime()}
     * @throws ResponseMemoryFullException when it was not free by then
     */
    Lease take(Object owner, long bytes, long deadline) throws ResponseMemoryFullException {
        Lease lease = new Lease(owner, bytes);
        lock.lock();
        try {
            waiting.computeIfAbsent(owner, same -> new ArrayDeque<>()).add(lease);
            serve();
            while (!lease.granted && deadline > System.nanoTime()) {
                boolean unused = changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!lease.granted) {
                leave(lease);
            }
            lock.unlock();
        }
        if (!lease.granted) {
            throw new ResponseMemoryFullException();
        }
        return lease;
    }

    long total() {
        return total;
    }

    /** Bytes that are leased now. */
    long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Grants what fits, an owner after the other. */
    private void serve() {
        Lease next = next();
        while (next != null) {
            next.granted = true;
            count(next.owner, next.bytes);
            Deque<Lease> others = waiting.remove(next.owner);
            others.remove(next);
            if (!others.isEmpty()) {
                waiting.put(next.owner, others);
            }
            next = next();
        }
        changed.signalAll();
    }

    private Lease next() {
        for (Map.Entry<Object, Deque<Lease>> owner : waiting.entrySet()) {
            Lease first = owner.getValue().getFirst();
            long own = takenBy.getOrDefault(owner.getKey(), 0L);
            if (taken + first.bytes <= total && (own == 0 || own + first.bytes <= total / 2)) {
                return first;
            }
        }
        return null;
    }

    private void leave(Lease lease) {
        Deque<Lease> others = waiting.get(lease.owner);
        others.remove(lease);
        if (others.isEmpty()) {
            waiting.remove(lease.owner);
        }
        serve();
    }

    private void count(Object owner, long bytes) {
        taken += bytes;
        takenBy.compute(owner, (same, before) -> {
            long now = bytes + (before == null ? 0 : before);
            return now == 0 ? null : now;
        });
    }
}
