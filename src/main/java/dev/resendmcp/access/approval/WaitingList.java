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
    private static final int MOST = 500;
    private static final int MOST_OF_CALLER = 20;
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    private final SealedRecords records;
    private final Duration keep;
    private final String id;

    WaitingList(SealedRecords records, Duration keep) {
        this.records = records;
        this.keep = keep;
        // Instances with different keys cannot read each other's list, so they must not replace it.
        this.id = "approvals-" + records.digest("waiting");
    }

    /** A request that waits; times are milliseconds since 1970. */
    record Entry(String id, String caller, long asked, long expires) {
        static Entry of(ApprovalRequest request) {
            return new Entry(request.id(), request.caller(), request.asked(), request.expires());
        }
    }

    /** Adds a request; false if too many wait already. One that is listed stays as it is. */
    boolean add(Entry entry, Instant now) {
        return isIn(change(now, listed -> canTake(listed, entry) ? with(listed, entry) : listed), entry.id());
    }

    /**
     * Adds a request that is known to wait, if it is missing: of lists that instances without Redis change apart, only one is
     * kept.
     */
    boolean keep(Entry entry, Instant now) {
        return isIn(entries(now), entry.id()) || add(entry, now);
    }

    void remove(String request, Instant now) {
        change(
                now,
                listed -> listed.stream()
                        .filter(entry -> !entry.id().equals(request))
                        .toList());
    }

    /** All requests that have not expired. */
    List<Entry> entries(Instant now) {
        return live(records.read(id), now);
    }

    private static boolean canTake(List<Entry> listed, Entry entry) {
        long own = listed.stream()
                .filter(other -> other.caller().equals(entry.caller()))
                .count();
        return listed.size() < MOST && own < MOST_OF_CALLER && !isIn(listed, entry.id());
    }

    private static boolean isIn(List<Entry> listed, String id) {
        return listed.stream().anyMatch(entry -> entry.id().equals(id));
    }

    private static List<Entry> with(List<Entry> listed, Entry entry) {
        return Stream.concat(listed.stream(), Stream.of(entry)).toList();
    }

    private List<Entry> change(Instant now, UnaryOperator<List<Entry>> change) {
        return live(Optional.of(records.change(id, old -> text(change.apply(live(old, now))), keep)), now);
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
