package dev.resendmcp.access.budget;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What somebody has used of the budgets, by window and slice. Immutable. */
final class Usage {
    static final Usage NONE = new Usage(new EnumMap<>(BudgetWindow.class));

    private final Map<BudgetWindow, NavigableMap<Long, Long>> slices;

    private Usage(Map<BudgetWindow, NavigableMap<Long, Long>> slices) {
        this.slices = slices;
    }

    /** Reads what {@link #text} wrote; anything else counts as nothing used. */
    static Usage of(String text) {
        Map<BudgetWindow, NavigableMap<Long, Long>> slices = new EnumMap<>(BudgetWindow.class);
        try {
            for (String part : Splitter.on(' ').omitEmptyStrings().split(text)) {
                List<String> fields = Splitter.on(':').splitToList(part);
                slices.computeIfAbsent(BudgetWindow.valueOf(fields.get(0)), window -> new TreeMap<>())
                        .put(Long.valueOf(fields.get(1)), Long.valueOf(fields.get(2)));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return NONE;
        }
        return new Usage(slices);
    }

    String text() {
        List<String> parts = new ArrayList<>();
        slices.forEach((window, counts) ->
                counts.forEach((slice, count) -> parts.add(window.name() + ":" + slice + ":" + count)));
        return Joiner.on(' ').join(parts);
    }

    /** How much of a window is used. */
    long used(BudgetWindow window, long now) {
        return of(window).entrySet().stream()
                .filter(slice -> window.counts(slice.getKey(), now))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Adds an amount to a slice, or takes it back when it is negative; forgets slices that no longer count. */
    Usage plus(BudgetWindow window, long slice, long amount, long now) {
        NavigableMap<Long, Long> counts = new TreeMap<>(of(window));
        counts.merge(slice, amount, Long::sum);
        counts.entrySet().removeIf(entry -> !window.counts(entry.getKey(), now) || entry.getValue() <= 0);
        Map<BudgetWindow, NavigableMap<Long, Long>> all =
                new EnumMap<>(slices.isEmpty() ? Map.of(window, counts) : slices);
        all.put(window, counts);
        return new Usage(all);
    }

    /** Milliseconds until an amount fits under a limit, if it is not larger than that. */
    long fitsIn(BudgetWindow window, long limit, long amount, long now) {
        long used = used(window, now);
        long time = now;
        for (Map.Entry<Long, Long> slice : of(window).entrySet()) {
            if (used + amount <= limit) {
                break;
            }
            if (window.counts(slice.getKey(), now)) {
                used -= slice.getValue();
                time = window.expiry(slice.getKey());
            }
        }
        return time - now;
    }

    private NavigableMap<Long, Long> of(BudgetWindow window) {
        return slices.getOrDefault(window, Collections.emptyNavigableMap());
    }
}
