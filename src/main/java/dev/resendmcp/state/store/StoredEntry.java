package dev.resendmcp.state.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Value of a key, in files and in Redis.
 *
 * @param version grows with every change; close to the time in milliseconds, so that versions of replicas are comparable
 * @param expires when it expires, in milliseconds since 1970
 * @param entry journal entry; empty for a used token
 */
public record StoredEntry(long version, long expires, Optional<Journal.Entry> entry) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Types of entries, each with its own key prefix. */
    public enum Type {
        JOURNAL("journal/"),
        TOKEN("token/"),
        /** For testing the store. */
        TRIAL("trial/");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }

        /** Prefix of all keys of this type. */
        public String prefix() {
            return prefix;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Text(long version, long expires, String key, String payload, String begun, String answer) {}

    /** The successor of another entry, if there is one. */
    public static StoredEntry after(
            Optional<StoredEntry> other, Optional<Journal.Entry> entry, long now, Duration keep) {
        long version = Math.max(now, other.map(stored -> stored.version + 1).orElse(0L));
        return new StoredEntry(version, now + keep.toMillis(), entry);
    }

    /**
     * The better of two copies: for the same call the one with the answer, because an answer never becomes unknown again;
     * otherwise the newer one. Of counts, both together.
     */
    public StoredEntry or(StoredEntry other) {
        Optional<String> counts = entry.flatMap(
                mine -> other.entry.flatMap(theirs -> Counts.merged(mine.payloadHash(), theirs.payloadHash())));
        if (counts.isPresent()) {
            return new StoredEntry(
                    Math.max(version, other.version),
                    Math.max(expires, other.expires),
                    entry.map(mine -> mine.withPayload(counts.get())));
        }
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

    /** Reads what {@link #text} wrote; throws {@link IllegalArgumentException} for anything else. */
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
