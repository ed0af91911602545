package dev.resendmcp.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** One of several, by chance. */
final class Choice {
    private Choice() {}

    static <T> T of(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
