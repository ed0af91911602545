package dev.resendmcp.benchmark;

import dev.resendmcp.benchmark.Load.Result;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures targets in turn, round by round, so that a slow moment of the machine meets all of them. */
final class Comparison {
    private static final int WARM_UP_CALLS = 15_000;

    private final PrintStream out;
    private final int clients;
    private final int rounds;
    private final Duration warmUp;
    private final Duration time;
    private final Map<String, List<Result>> results = new LinkedHashMap<>();

    /**
     * @param clients that call at the same time
     * @param warmUp longest time to warm up each target
     * @param time of each target in each round
     */
    Comparison(PrintStream out, int clients, int rounds, Duration warmUp, Duration time) {
        this.out = out;
        this.clients = clients;
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.time = time;
    }

    /** Measures, and prints the medians over the rounds. */
    void measure(List<Target> targets) {
        targets.forEach(target -> Load.warmUp(target, clients, WARM_UP_CALLS, warmUp));
        Map<String, List<Result>> measured = IntStream.range(0, rounds)
                .boxed()
                .flatMap(round -> targets.stream())
                .collect(Collectors.groupingBy(
                        Target::name,
                        LinkedHashMap::new,
                        Collectors.mapping(target -> Load.run(target, clients, time), Collectors.toList())));
        results.putAll(measured);
        out.printf(Locale.ROOT, "%-28s %9s %9s %9s %9s%n", "", "calls/s", "CPU us", "p50 us", "p99 us");
        measured.forEach((name, all) -> out.printf(
                Locale.ROOT,
                "%-28s %9.0f %9.0f %9.0f %9.0f%n",
                name,
                median(all.stream().map(Result::perSecond).toList()),
                median(all.stream().map(Result::cpuMicros).toList()),
                median(all.stream().map(Result::p50).toList()),
                median(all.stream().map(Result::p99).toList())));
    }

    /** Prints how a target compares to another: median and range over the rounds, each ratio within one round. */
    void ratios(String name, String base) {
        List<Result> these = results.get(name);
        List<Result> those = results.get(base);
        List<Double> cpu = IntStream.range(0, rounds)
                .mapToObj(i -> these.get(i).cpuMicros() / those.get(i).cpuMicros())
                .toList();
        List<Double> rate = IntStream.range(0, rounds)
                .mapToObj(i -> these.get(i).perSecond() / those.get(i).perSecond())
                .toList();
        List<Double> median = IntStream.range(0, rounds)
                .mapToObj(i -> these.get(i).p50() / those.get(i).p50())
                .toList();
        List<Double> slow = IntStream.range(0, rounds)
                .mapToObj(i -> these.get(i).p99() / those.get(i).p99())
                .toList();
        out.printf(
                Locale.ROOT,
                "%-28s to %-26s CPU %s, calls/s %s, p50 %s, p99 %s%n",
                name,
                base,
                range(cpu),
                range(rate),
                range(median),
                range(slow));
    }

    static String range(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f-%.2f)",
                median(values),
                values.stream().mapToDouble(v -> v).min().orElseThrow(),
                values.stream().mapToDouble(v -> v).max().orElseThrow());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
