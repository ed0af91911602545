package dev.resendmcp.simulator.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened to each item, oldest first. Of very many items only the newest are kept. Safe for use by many threads. */
final class EventLog {
    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_EVENTS = 100;

    private final Map<String, List<PastEvent>> events = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<PastEvent>> eldest) {
            return size() > MOST_ITEMS;
        }
    };

    synchronized void add(String id, PastEvent event) {
        List<PastEvent> known = events.computeIfAbsent(id, any -> new ArrayList<>());
        if (known.size() < MOST_EVENTS) {
            known.add(event);
        }
    }

    synchronized List<PastEvent> of(String id) {
        return List.copyOf(events.getOrDefault(id, List.of()));
    }

    synchronized void clear() {
        events.clear();
    }
}
