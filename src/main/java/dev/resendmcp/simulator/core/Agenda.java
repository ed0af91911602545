package dev.resendmcp.simulator.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** What is to happen later. It happens before the first request after its time. */
final class Agenda {
    private final Queue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private long added;

    void add(Instant at, Consumer<Instant> action) {
        entries.add(new Entry(at, added++, action));
    }

    void catchUp(Instant now) {
        while (!entries.isEmpty() && !entries.element().at().isAfter(now)) {
            Entry due = entries.remove();
            due.action().accept(due.at());
        }
    }

    void clear() {
        entries.clear();
    }

    private record Entry(Instant at, long number, Consumer<Instant> action) {}
}
