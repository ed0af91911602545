package dev.resendmcp.access.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.state.seal.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ids of the requests that wait, oldest first. Bounded, so that no caller can hide others in a flood. */
final class WaitingList {
    private static final String ID = "approvals";
    private static final int MOST = 500;
    private static final int MOST_OF_CALLER = 20;
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    private final SealedRecords records;
    private final Duration keep;

    WaitingList(SealedRecords records, Duration keep) {
        this.records = records;
        this.keep = keep;
    }

    /** A request that waits; times are milliseconds since 1970. */
    record Entry(String id, String caller, long asked, long expires) {}

    /** Adds a request; false if too many wait already. One that is listed stays as it is. */
    boolean add(Entry entry, Instant now) {
        return change(now, listed -> canTake(listed, entry) ? with(listed, entry) : listed).stream()
                .anyMatch(other -> other.id().equals(entry.id()));
    }

    void remove(String id, Instant now) {
        change(
                now,
                listed ->
                        listed.stream().filter(entry -> !entry.id().equals(id)).toList());
    }

    /** All requests that have not expired. */
    List<Entry> entries(Instant now) {
        return live(records.read(ID), now);
    }

    private static boolean canTake(List<Entry> listed, Entry entry) {
        long own = listed.stream()
                .filter(other -> other.caller().equals(entry.caller()))
                .count();
        return listed.size() < MOST
                && own < MOST_OF_CALLER
                && listed.stream().noneMatch(other -> other.id().equals(entry.id()));
    }

    private static List<Entry> with(List<Entry> listed, Entry entry) {
        return Stream.concat(listed.stream(), Stream.of(entry)).toList();
    }

    private List<Entry> change(Instant now, UnaryOperator<List<Entry>> change) {
        return live(Optional.of(records.change(ID, old -> text(change.apply(live(old, now))), keep)), now);
    }

    private static List<Entry> live(Optional<String> text, Instant now) {
        return text.map(WaitingList::parsed).orElse(List.of()).stream()
                .filter(entry -> entry.expires() > now.toEpochMilli())
                .toList();
    }

    private static String text(List<Entry> entries) {
        try {
            return JSON.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entries are always JSON", e);
        }
    }

    private static List<Entry> parsed(String text) {
        try {
            return JSON.readValue(text, ENTRIES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a list of this version", e);
        }
    }
}
