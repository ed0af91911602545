package dev.resendmcp.attack;

import java.util.Locale;

/** Size and figures of the attack suite. */
final class AttackReport {
    /** Fewer than these, on every machine: with virtual threads, and without. */
    static final long MOST_THREADS = Runtime.version().feature() >= 21 ? 300 : 1_200;

    /** Targets, in milliseconds and threads. They are printed; machines differ too much to assert them. */
    private static final String TARGETS =
            "targets: B's ping < 250 ms, probe < 100 ms, refusal of a bomb < 200 ms, threads < " + MOST_THREADS;

    /** {@code short} in every build, {@code long} in the profile {@code attack}. */
    private static final boolean LONG = "long".equals(System.getProperty("attack.form"));

    private AttackReport() {}

    /** One of two sizes, by the form that runs. */
    static int size(int inShortForm, int inLongForm) {
        return LONG ? inLongForm : inShortForm;
    }

    /** Prints the head of the table. */
    static void begin() {
        print("%s", TARGETS);
        print(
                "%-32s %9s %9s %9s %9s %7s %9s  %s",
                "attack by A", "ping, ms", "new conn", "probe, ms", "held up", "threads", "normal, s", "what A got");
    }

    /**
     * Prints a row of the table.
     *
     * @param seconds from the end of the attack until nothing of it was left
     * @param got what the attacker was answered
     */
    static void row(String attack, Bystander b, double seconds, Object got) {
        print(
                "%-32s %9d %9d %9d %9d %7d %9.1f  %s",
                attack,
                b.slowestPing(),
                b.slowestNewPing(),
                b.slowestProbe(),
                b.heldUp(),
                b.mostThreads(),
                seconds,
                got);
    }

    /** Prints one line. */
    static void print(String format, Object... values) {
        System.out.println(
                "[attack] JDK " + Runtime.version().feature() + ": " + String.format(Locale.ROOT, format, values));
    }
}
