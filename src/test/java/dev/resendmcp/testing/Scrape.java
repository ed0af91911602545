package dev.resendmcp.testing;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a scrape of the service contained.
 *
 * @param values by series, with its labels in the order of the text format
 */
public record Scrape(Map<String, Double> values) {
    /** Scrapes the admin port. */
    public static Scrape of(RunningService service) {
        return new Scrape(service.get(service.admin("/metrics"))
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
    }

    /** The value of a series; fails if it is absent. */
    public double value(String series) {
        return find(series).orElseThrow(() -> new AssertionError("no series " + series));
    }

    /** The value of a series, if it is present. */
    public Optional<Double> find(String series) {
        return Optional.ofNullable(values.get(series));
    }

    /** The sum of all series with a name. */
    public double sum(String name) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** By how much a series has grown since another scrape. */
    public double since(Scrape before, String series) {
        return value(series) - before.value(series);
    }
}
