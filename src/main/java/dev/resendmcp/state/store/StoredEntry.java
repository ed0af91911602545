package dev.resendmcp.state.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept under a key, in files and in Redis alike.
 *
 * @param version grows with every change; near the time in milliseconds, so that versions of two replicas compare
 * @param expires end of its time, in milliseconds since 1970
 * @param entry entry of the journal; empty for a token, of which only the use is kept
 */
public record StoredEntry(long version, long expires, Optional<Journal.Entry> entry) {
    private static final ObjectMapper JSON = new ObjectMapper();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Text(long version, long expires, String key, String payload, String begun, String answer) {}

    /** What follows on another one, if there is one. */
    public static StoredEntry after(
            Optional<StoredEntry> other, Optional<Journal.Entry> entry, long now, Duration keep) {
        long version = Math.max(now, other.map(stored -> stored.version + 1).orElse(0L));
        return new StoredEntry(version, now + keep.toMillis(), entry);
    }

    /**
     * The better one of two that were kept in different places: of the same call the one with the answer, since an answer does
     * not become unknown again, else the newer one.
     */
    public StoredEntry or(StoredEntry other) {
        boolean answered = isAnswered();
        if (isOfSameCall(other) && answered != other.isAnswered()) {
            return answered ? this : other;
        }
        return other.version > version ? other : this;
    }

    private boolean isOfSameCall(StoredEntry other) {
        return entry.map(Journal.Entry::idempotencyKey).equals(other.entry.map(Journal.Entry::idempotencyKey))
                && entry.map(Journal.Entry::begun).equals(other.entry.map(Journal.Entry::begun));
    }

    private boolean isAnswered() {
        return entry.flatMap(Journal.Entry::answer).isPresent();
    }

    public boolean isLive(long now) {
        return expires > now;
    }

    public String text() {
        Text text = entry.map(call -> new Text(
                        version,
                        expires,
                        call.idempotencyKey(),
                        call.payloadHash(),
                        call.begun().toString(),
                        call.answer().orElse(null)))
                .orElseGet(() -> new Text(version, expires, null, null, null, null));
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are always JSON", e);
        }
    }

    /** Throws {@link IllegalArgumentException} for what {@link #text} did not write. */
    public static StoredEntry of(String text) {
        try {
            Text read = JSON.readValue(text, Text.class);
            Optional<Journal.Entry> entry = Optional.ofNullable(read.key)
                    .map(key -> new Journal.Entry(
                            key, read.payload, Instant.parse(read.begun), Optional.ofNullable(read.answer)));
            return new StoredEntry(read.version, read.expires, entry);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("not an entry of this store", e);
        }
    }
}
