package dev.resendmcp.faults;

import java.util.Collection;
import java.util.Locale;
import java.util.Random;

/** Size, chance and outcome of the fault suite. */
final class Report {
    /** {@code short} in every build, {@code long} in the profile {@code faults}. */
    private static final boolean LONG = "long".equals(System.getProperty("faults.form"));

    private Report() {}

    /** One of two sizes, by the form that runs. */
    static int size(int inShortForm, int inLongForm) {
        return LONG ? inLongForm : inShortForm;
    }

    /** Chance whose seed is printed; the system property {@code faults.seed} repeats one. */
    static Random random(String suite) {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        print("%s: -Dfaults.seed=%d", suite, seed);
        return new Random(seed);
    }

    /** Prints one line. */
    static void print(String format, Object... values) {
        System.out.println("[faults] " + String.format(Locale.ROOT, format, values));
    }

    static double seconds(long beginNanos, long endNanos) {
        return (endNanos - beginNanos) / 1e9;
    }

    static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    static double largest(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
