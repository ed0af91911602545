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
 * The open connections of a connector, and which of them wait for the head of a request.
 *
 * @param <C> a connection
 */
final class OpenConnections<C> {
    private final LongSupplier nanoTime;
    private final Set<C> open = new HashSet<>();
    private final Set<C> newcomers = new LinkedHashSet<>();
    private final Set<C> idle = new LinkedHashSet<>();
    private final Map<C, Long> begun = new LinkedHashMap<>();

    /** @param nanoTime as {@link System#nanoTime()} */
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

    /** A connection waits for a request of which nothing has come. */
    synchronized void waits(C connection) {
        begun.remove(connection);
        if (open.contains(connection) && !newcomers.contains(connection)) {
            idle.add(connection);
        }
    }

    /** Part of a head has come. */
    synchronized void began(C connection) {
        if (open.contains(connection)) {
            begun.putIfAbsent(connection, nanoTime.getAsLong());
            if (!newcomers.contains(connection)) {
                idle.add(connection);
            }
        }
    }

    /** A whole head has come. */
    synchronized void served(C connection) {
        forget(connection);
    }

    synchronized int size() {
        return open.size();
    }

    /** Takes the connection that is missed least: the first that never sent a whole head, else the one idle for longest. */
    synchronized Optional<C> evict() {
        Iterator<C> candidates = (newcomers.isEmpty() ? idle : newcomers).iterator();
        Optional<C> evicted = candidates.hasNext() ? Optional.of(candidates.next()) : Optional.empty();
        evicted.ifPresent(this::closed);
        return evicted;
    }

    /** Takes a connection whose head has been incomplete for too long. */
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
