package dev.resendmcp.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Samples similar log lines: admits the first of each kind in a time window and counts the others. Thread-safe. Its memory is
 * bounded, because kinds beyond a maximum share one count.
 *
 * @param <K> what makes lines similar
 */
public final class Sampler<K> {
    /** Maximum number of kinds counted separately within a window. */
    static final int MAX_KINDS = 200;

    private final Duration window;
    private final LongSupplier nanoTime;
    private final Map<Optional<K>, Window> windows = new HashMap<>();

    /** Admits one line of each kind per minute. */
    public Sampler() {
        this(Duration.ofMinutes(1), System::nanoTime);
    }

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    Sampler(Duration window, LongSupplier nanoTime) {
        this.window = window;
        this.nanoTime = nanoTime;
    }

    /** Lines that were suppressed, at least one; the kind is empty for the kinds that share one count. */
    public record Suppressed<K>(Optional<K> kind, long count) {}

    /** The number of lines suppressed since the last one, if a line may be written now; otherwise empty. */
    public synchronized OptionalLong admit(K kind) {
        long now = nanoTime.getAsLong();
        Optional<K> key = Optional.of(kind);
        if (!windows.containsKey(key) && windows.size() >= MAX_KINDS) {
            windows.entrySet().removeIf(entry -> expired(entry.getValue(), now) && entry.getValue().suppressed == 0);
            key = windows.size() < MAX_KINDS ? key : Optional.empty();
        }
        Window open = windows.get(key);
        if (open != null && !expired(open, now)) {
            open.suppressed++;
            return OptionalLong.empty();
        }
        windows.put(key, new Window(now));
        return OptionalLong.of(open == null ? 0 : open.suppressed);
    }

    /** Removes and returns the counts of expired windows that no line has reported yet. */
    public synchronized List<Suppressed<K>> takeUnreported() {
        long now = nanoTime.getAsLong();
        List<Suppressed<K>> unreported = new ArrayList<>();
        for (Iterator<Map.Entry<Optional<K>, Window>> all = windows.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Optional<K>, Window> entry = all.next();
            if (expired(entry.getValue(), now)) {
                all.remove();
                if (entry.getValue().suppressed > 0) {
                    unreported.add(new Suppressed<>(entry.getKey(), entry.getValue().suppressed));
                }
            }
        }
        return unreported;
    }

    private boolean expired(Window open, long now) {
        return now - open.begin >= window.toNanos();
    }

    private static final class Window {
        private final long begin;
        private long suppressed;

        private Window(long begin) {
            this.begin = begin;
        }
    }
}
