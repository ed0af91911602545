package dev.resendmcp.client.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * A queue in which owners take turns; the items of one owner keep their order. So an owner with a thousand items delays another
 * one by a single item. Not safe for use by many threads.
 */
final class FairQueue<O, T> {
    /** Items by owner; the next owner comes first. */
    private final Map<O, Deque<T>> items = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void addLast(O owner, T item) {
        of(owner).addLast(item);
        size++;
    }

    void addFirst(O owner, T item) {
        of(owner).addFirst(item);
        size++;
    }

    private Deque<T> of(O owner) {
        return items.computeIfAbsent(owner, first -> new ArrayDeque<>());
    }

    void remove(O owner, T item) {
        Deque<T> own = items.get(owner);
        own.remove(item);
        if (own.isEmpty()) {
            items.remove(owner);
        }
        size--;
    }

    /** Removes the first item of the next owner; its other items wait for its next turn. */
    T removeNext() {
        O owner = items.keySet().iterator().next();
        Deque<T> own = items.remove(owner);
        T next = own.removeFirst();
        if (!own.isEmpty()) {
            items.put(owner, own);
        }
        size--;
        return next;
    }

    /** Visits every item in the order in which they would be removed, with the number of items before it. */
    void forEach(ObjIntConsumer<T> visitor) {
        Deque<Iterator<T>> turns = new ArrayDeque<>();
        items.values().forEach(own -> turns.addLast(own.iterator()));
        int ahead = 0;
        while (!turns.isEmpty()) {
            Iterator<T> turn = turns.removeFirst();
            visitor.accept(turn.next(), ahead++);
            if (turn.hasNext()) {
                turns.addLast(turn);
            }
        }
    }
}
