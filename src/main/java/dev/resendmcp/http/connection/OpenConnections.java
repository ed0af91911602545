package dev.resendmcp.http.connection;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tracks the open connections of a connector, and which of them are waiting for a request head.
 *
 * @param <C> a connection
 */
final class OpenConnections<C> {
    private final LongSupplier nanoTime;
    private final Set<C> open = new HashSet<>();
    private final Set<C> newcomers = new LinkedHashSet<>();
    private final Set<C> idle = new LinkedHashSet<>();
    private final Map<C, Long> begun = new LinkedHashMap<>();

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    OpenConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A connection was opened. */
    synchronized void opened(C connection) {
        open.add(connection);
        newcomers.add(connection);
    }

    /** A connection was closed. */
    synchronized void closed(C connection) {
        open.remove(connection);
        forget(connection);
    }

    /** A connection is waiting for the first byte of a request. */
    synchronized void waits(C connection) {
        begun.remove(connection);
        if (open.contains(connection) && !newcomers.contains(connection)) {
            idle.add(connection);
        }
    }

    /** Part of a request head has arrived. */
    synchronized void began(C connection) {
        if (open.contains(connection)) {
            begun.putIfAbsent(connection, nanoTime.getAsLong());
            if (!newcomers.contains(connection)) {
                idle.add(connection);
            }
        }
    }

    /** A whole request head has arrived. */
    synchronized void served(C connection) {
        forget(connection);
    }

    synchronized int size() {
        return open.size();
    }

    /** Removes the least useful connection: the oldest that never sent a whole head, or else the one idle for longest. */
    synchronized Optional<C> evict() {
        Iterator<C> candidates = (newcomers.isEmpty() ? idle : newcomers).iterator();
        Optional<C> evicted = candidates.hasNext() ? Optional.of(candidates.next()) : Optional.empty();
        evicted.ifPresent(this::closed);
        return evicted;
    }

    /** Removes a connection whose head has been incomplete for too long. */
    synchronized Optional<C> overdue(long nanos) {
        Optional<C> oldest = begun.entrySet().stream()
                .findFirst()
                .filter(entry -> nanoTime.getAsLong() - entry.getValue() >= nanos)
                .map(Map.Entry::getKey);
        oldest.ifPresent(this::closed);
        return oldest;
    }

    private void forget(C connection) {
        newcomers.remove(connection);
        idle.remove(connection);
        begun.remove(connection);
    }
}
