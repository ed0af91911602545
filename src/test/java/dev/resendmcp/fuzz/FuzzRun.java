package dev.resendmcp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How many damaged messages there are, and where their chance comes from.
 *
 * @param seed of the run
 * @param first number of the first message
 * @param messages how many
 */
record FuzzRun(long seed, int first, int messages) {
    private static final int WORKERS = 4;
    private static final int MOST_REPORTED = 20;

    /** As the system properties {@code fuzz.seed}, {@code fuzz.first} and {@code fuzz.messages} say. */
    static FuzzRun configured() {
        String seed = System.getProperty("fuzz.seed", "");
        FuzzRun run = new FuzzRun(
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Integer.getInteger("fuzz.first", 0),
                Integer.getInteger("fuzz.messages", 2_000));
        System.err.println(run);
        return run;
    }

    /** Does something with one message; throws when the outcome is wrong. */
    interface Attempt {
        void with(RandomGenerator random) throws Exception;
    }

    /** The chance behind one message, which depends on nothing but the seed and its number. */
    RandomGenerator random(int number) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    /** Makes an attempt with every message, several at a time, and tells of the first that went wrong. */
    List<String> attemptAll(Attempt attempt) throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger(first);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> all = IntStream.range(0, WORKERS)
                    .<Future<?>>mapToObj(worker -> workers.submit(() -> work(next, attempt, failures)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
            workers.awaitTermination(1, TimeUnit.MINUTES);
        }
        return List.copyOf(failures);
    }

    private void work(AtomicInteger next, Attempt attempt, Queue<String> failures) {
        for (int number = next.getAndIncrement(); number < first + messages; number = next.getAndIncrement()) {
            int current = number;
            if (failures.size() < MOST_REPORTED) {
                failure(current, attempt).ifPresent(failures::add);
            }
        }
    }

    private Optional<String> failure(int number, Attempt attempt) {
        try {
            attempt.with(random(number));
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of("-Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.messages=1: %s".formatted(seed, number, e));
        }
    }

    /** Bytes as text for people. */
    static String excerpt(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String shown = text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
        return shown.replaceAll("[^ -~\\n…]", "?");
    }

    @Override
    public String toString() {
        return "fuzzing with -Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.messages=%d".formatted(seed, first, messages);
    }
}
