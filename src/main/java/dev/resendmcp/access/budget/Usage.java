package dev.resendmcp.access.budget;

import com.google.common.base.Enums;
import dev.resendmcp.state.store.Counts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody has used of the budgets, by window, slice and instance. Immutable. */
final class Usage {
    static final Usage NONE = new Usage(Map.of());

    private final Map<Key, Long> counts;

    private Usage(Map<Key, Long> counts) {
        this.counts = counts;
    }

    /**
     * What is counted.
     *
     * @param slice of the window
     * @param instance that counted
     * @param back whether it is what was given back, which is counted on its own because counts only grow
     */
    private record Key(BudgetWindow window, long slice, String instance, boolean back) {
        private static final Pattern TEXT = Pattern.compile("(\\w+)/(-?\\d{1,18})/(\\w+)(-?)");

        static Optional<Key> of(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Enums.getIfPresent(BudgetWindow.class, parts.group(1))
                            .toJavaUtil()
                            .map(window -> new Key(
                                    window,
                                    Long.parseLong(parts.group(2)),
                                    parts.group(3),
                                    !parts.group(4).isEmpty()))
                    : Optional.empty();
        }

        String text() {
            return window.name() + "/" + slice + "/" + instance + (back ? "-" : "");
        }
    }

    /** Reads what {@link #text} wrote; anything else counts as nothing used. */
    static Usage of(String text) {
        Map<Key, Long> counts = new LinkedHashMap<>();
        Counts.of(text)
                .orElse(Counts.NONE)
                .values()
                .forEach((name, count) -> Key.of(name).ifPresent(key -> counts.put(key, count)));
        return new Usage(counts);
    }

    String text() {
        Map<String, Long> values = new LinkedHashMap<>();
        counts.forEach((key, count) -> values.put(key.text(), count));
        return new Counts(values).text();
    }

    /** How much of a window is used. */
    long used(BudgetWindow window, long now) {
        return of(window, now).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Adds an amount to a slice, or takes it back when it is negative; forgets slices that no longer count. */
    Usage plus(BudgetWindow window, long slice, long amount, String instance, long now) {
        Map<Key, Long> sums = new LinkedHashMap<>(counts);
        sums.merge(new Key(window, slice, instance, amount < 0), Math.abs(amount), Long::sum);
        sums.keySet().removeIf(key -> !key.window.counts(key.slice, now));
        return new Usage(sums);
    }

    /** Milliseconds until an amount fits under a limit, if it is not larger than that. */
    long fitsIn(BudgetWindow window, long limit, long amount, long now) {
        long used = used(window, now);
        long time = now;
        for (Map.Entry<Long, Long> slice : of(window, now).entrySet()) {
            if (used + amount <= limit) {
                break;
            }
            used -= slice.getValue();
            time = window.expiry(slice.getKey());
        }
        return time - now;
    }

    /** The slices that still count, oldest first. */
    private NavigableMap<Long, Long> of(BudgetWindow window, long now) {
        NavigableMap<Long, Long> slices = new TreeMap<>();
        counts.forEach((key, count) -> {
            if (key.window == window && window.counts(key.slice, now)) {
                slices.merge(key.slice, key.back ? -count : count, Long::sum);
            }
        });
        return slices;
    }
}
