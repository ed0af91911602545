package dev.resendmcp.simulator.core;

import com.google.common.hash.Hashing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The first response for each idempotency key, kept for 24 hours and repeated to repeated requests. */
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST_KEYS = 10_000;
    private static final int LONGEST_KEY = 256;

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    IdempotencyKeys(Clock clock) {
        this.clock = clock;
    }

    /**
     * Marks the request as running, unless its key was seen before.
     *
     * @return the first answer, if this request repeats one that is done; empty if the caller must carry it out
     * @throws ApiException for a bad key, another body under the same key, or a first request that still runs
     */
    synchronized Optional<ApiResponse> begin(RecordedRequest request) {
        String key = request.header(HEADER);
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new ApiException(
                    400, "invalid_idempotency_key", "The idempotency key must have between 1 and 256 characters.");
        }
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !entry.since().plus(KEPT).isAfter(now));
        String body = fingerprint(request.rawBody());
        Entry first = entries.putIfAbsent(scope(request), new Entry(body, now, null));
        if (first == null) {
            forgetOldest();
            return Optional.empty();
        }
        if (!first.body().equals(body)) {
            throw new ApiException(
                    409, "invalid_idempotent_request", "This idempotency key was used before, with another body.");
        }
        if (first.answer() == null) {
            throw new ApiException(
                    409,
                    "concurrent_idempotent_requests",
                    "The first request with this idempotency key is still running.");
        }
        return Optional.of(first.answer());
    }

    /** Records the response to a request. A rejected request did nothing, so its key becomes free again. */
    synchronized void settle(RecordedRequest request, ApiResponse answer) {
        if (answer.status() < 300) {
            entries.computeIfPresent(scope(request), (scope, e) -> new Entry(e.body(), e.since(), answer));
        } else {
            entries.remove(scope(request));
        }
    }

    synchronized void clear() {
        entries.clear();
    }

    private void forgetOldest() {
        if (entries.size() > MOST_KEYS) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static String scope(RecordedRequest request) {
        return request.method() + " " + request.path() + " " + request.header(HEADER);
    }

    private static String fingerprint(byte[] body) {
        return Hashing.sha256().hashBytes(body).toString();
    }

    private record Entry(String body, Instant since, ApiResponse answer) {}
}
