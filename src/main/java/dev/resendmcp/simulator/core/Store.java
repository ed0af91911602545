package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** All data of the simulated account: items by type, owner and id. Not thread-safe; {@link SimulatedApi} locks it. */
public final class Store {
    /** Owner of items at top level. */
    public static final String ACCOUNT = "";

    private static final int MOST_ITEMS = 10_000;

    private final Map<CollectionKey, Map<String, ObjectNode>> collections = new HashMap<>();
    private final Queue<Occurrence> occurrences = new ArrayDeque<>();
    private final Agenda agenda = new Agenda();
    private final Files files = new Files();
    private final EventLog events = new EventLog();

    /** Notes that something happened to an item. */
    public void note(String id, String event, Instant at) {
        events.add(id, new PastEvent(event, at));
    }

    /** What happened to an item, oldest first. Also safe without the lock. */
    List<PastEvent> events(String id) {
        return events.of(id);
    }

    /** Tells all modules that something happened, once the request is carried out. */
    public void happened(String type, ObjectNode data) {
        occurrences.add(new Occurrence(type, data.deepCopy()));
    }

    /** Takes the oldest occurrence that the modules do not know yet. */
    Optional<Occurrence> nextOccurrence() {
        return Optional.ofNullable(occurrences.poll());
    }

    /** Does something before the first request after this time; the action gets the time. */
    public void later(Instant at, Consumer<Instant> action) {
        agenda.add(at, action);
    }

    void catchUp(Instant now) {
        agenda.catchUp(now);
    }

    /** Keeps a file for download. Of very many only the newest are kept. */
    public void keepFile(String id, StoredFile file) {
        files.put(id, file);
    }

    /** A file by its id. Also safe without the lock. */
    public Optional<StoredFile> file(String id) {
        return files.get(id);
    }

    /** Keeps an item at top level. */
    public void add(ResourceType type, ObjectNode item) {
        add(type, ACCOUNT, item);
    }

    /** Keeps an item under its {@code id}. Of very many items under one owner only the newest are kept. */
    public void add(ResourceType type, String owner, ObjectNode item) {
        Map<String, ObjectNode> collection =
                collections.computeIfAbsent(new CollectionKey(type.name(), owner), s -> new LinkedHashMap<>());
        collection.put(Json.id(item), item);
        if (collection.size() > MOST_ITEMS) {
            remove(type, owner, collection.keySet().iterator().next());
        }
    }

    /** The same at top level. */
    public Optional<ObjectNode> find(ResourceType type, String name) {
        return find(type, ACCOUNT, name);
    }

    /** The item itself, not a copy, by its id or another of its names. */
    public Optional<ObjectNode> find(ResourceType type, String owner, String name) {
        Map<String, ObjectNode> collection = collection(type, owner);
        ObjectNode byId = collection.get(name);
        if (byId != null) {
            return Optional.of(byId);
        }
        return collection.values().stream()
                .filter(item -> type.otherNames().stream()
                        .anyMatch(field -> name.equals(item.path(field).textValue())))
                .findFirst();
    }

    /** The same at top level. */
    public List<ObjectNode> newestFirst(ResourceType type) {
        return newestFirst(type, ACCOUNT);
    }

    /** The items themselves, not copies. */
    public List<ObjectNode> newestFirst(ResourceType type, String owner) {
        List<ObjectNode> items = new ArrayList<>(collection(type, owner).values());
        Collections.reverse(items);
        return items;
    }

    /** The same at top level. */
    public void remove(ResourceType type, String id) {
        remove(type, ACCOUNT, id);
    }

    /** Removes an item and all it owns. */
    public void remove(ResourceType type, String owner, String id) {
        if (collections.containsKey(new CollectionKey(type.name(), owner))) {
            collections.get(new CollectionKey(type.name(), owner)).remove(id);
            removeOwnedBy(id);
        }
    }

    /**
     * Replaces everything.
     *
     * @param account items by name of their type: a list at top level, or lists by owner
     */
    void fill(JsonNode account) {
        collections.clear();
        occurrences.clear();
        agenda.clear();
        files.clear();
        events.clear();
        account.properties().forEach(type -> {
            if (type.getValue().isArray()) {
                fill(new CollectionKey(type.getKey(), ACCOUNT), type.getValue());
            } else {
                type.getValue()
                        .properties()
                        .forEach(owner -> fill(new CollectionKey(type.getKey(), owner.getKey()), owner.getValue()));
            }
        });
    }

    private void fill(CollectionKey key, JsonNode items) {
        Map<String, ObjectNode> collection = new LinkedHashMap<>();
        items.forEach(item -> collection.put(Json.id(item), item.deepCopy()));
        collections.put(key, collection);
    }

    private void removeOwnedBy(String id) {
        List<CollectionKey> owned =
                collections.keySet().stream().filter(s -> s.owner().equals(id)).toList();
        for (CollectionKey collection : owned) {
            collections.remove(collection).keySet().forEach(this::removeOwnedBy);
        }
    }

    private Map<String, ObjectNode> collection(ResourceType type, String owner) {
        return collections.getOrDefault(new CollectionKey(type.name(), owner), Map.of());
    }

    private record CollectionKey(String type, String owner) {}
}
