package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All data of the simulated account: items by kind, owner and id. Not thread-safe; {@link Api} holds its lock. */
final class Store {
    /** Owner of items at top level. */
    static final String ACCOUNT = "";

    private static final int MOST_ITEMS = 10_000;

    private final Map<Shelf, Map<String, ObjectNode>> shelves = new HashMap<>();

    /** Keeps an item under its {@code id}. Of very many items under one owner only the newest are kept. */
    void add(Kind kind, String owner, ObjectNode item) {
        Map<String, ObjectNode> shelf =
                shelves.computeIfAbsent(new Shelf(kind.name(), owner), s -> new LinkedHashMap<>());
        shelf.put(item.get("id").textValue(), item);
        if (shelf.size() > MOST_ITEMS) {
            remove(kind, owner, shelf.keySet().iterator().next());
        }
    }

    /** The item itself, not a copy, by its id or another of its names. */
    Optional<ObjectNode> find(Kind kind, String owner, String name) {
        Map<String, ObjectNode> shelf = shelf(kind, owner);
        ObjectNode byId = shelf.get(name);
        if (byId != null) {
            return Optional.of(byId);
        }
        return shelf.values().stream()
                .filter(item -> kind.otherNames().stream()
                        .anyMatch(field -> name.equals(item.path(field).textValue())))
                .findFirst();
    }

    /** The items themselves, not copies. */
    List<ObjectNode> newestFirst(Kind kind, String owner) {
        List<ObjectNode> items = new ArrayList<>(shelf(kind, owner).values());
        Collections.reverse(items);
        return items;
    }

    /** Removes an item and all it owns. */
    void remove(Kind kind, String owner, String id) {
        if (shelves.containsKey(new Shelf(kind.name(), owner))) {
            shelves.get(new Shelf(kind.name(), owner)).remove(id);
            removeOwnedBy(id);
        }
    }

    void clear() {
        shelves.clear();
    }

    private void removeOwnedBy(String id) {
        List<Shelf> owned =
                shelves.keySet().stream().filter(s -> s.owner().equals(id)).toList();
        for (Shelf shelf : owned) {
            shelves.remove(shelf).keySet().forEach(this::removeOwnedBy);
        }
    }

    private Map<String, ObjectNode> shelf(Kind kind, String owner) {
        return shelves.getOrDefault(new Shelf(kind.name(), owner), Map.of());
    }

    private record Shelf(String kind, String owner) {}
}
