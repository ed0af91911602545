package dev.resendmcp.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Values of the last hour, one every ten seconds. Safe for use by many threads. */
public final class History {
    private static final int SECONDS = 10;
    private static final int MOST = 360;

    private final Map<String, LongSupplier> sources;
    private final Map<String, List<Long>> values = new LinkedHashMap<>();

    /** @param sources by title, in the order of the page; throw nothing */
    public History(Map<String, LongSupplier> sources) {
        this.sources = new LinkedHashMap<>(sources);
        this.sources.keySet().forEach(title -> values.put(title, new ArrayList<>()));
    }

    /**
     * Begins to take values.
     *
     * @param threads take them, because some sources wait for a store
     */
    public void start(ScheduledExecutorService timer, Executor threads) {
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(() -> threads.execute(this::sample), 0, SECONDS, TimeUnit.SECONDS);
    }

    private void sample() {
        sources.forEach((title, source) -> {
            long value = source.getAsLong();
            synchronized (this) {
                List<Long> kept = values.get(title);
                kept.add(value);
                if (kept.size() > MOST) {
                    kept.remove(0);
                }
            }
        });
    }

    /** One chart for each title. */
    synchronized List<Map<String, Object>> charts() {
        return values.entrySet().stream()
                .map(series -> chart(series.getKey(), series.getValue()))
                .toList();
    }

    private static Map<String, Object> chart(String title, List<Long> series) {
        long highest = series.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder points = new StringBuilder();
        int first = MOST - series.size();
        for (int i = 0; i < series.size(); i++) {
            points.append(first + i)
                    .append(',')
                    .append(60 - Math.round(56.0 * series.get(i) / Math.max(1, highest)))
                    .append(' ');
        }
        long last = series.isEmpty() ? 0 : series.get(series.size() - 1);
        return Map.of(
                "title",
                title,
                "now",
                last,
                "highest",
                highest,
                "points",
                points.toString().strip());
    }
}
