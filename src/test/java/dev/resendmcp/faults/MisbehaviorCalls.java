package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls that meet odd upstreams, and what may come of them. */
final class MisbehaviorCalls {
    /** What calls carry that are to be answered well. */
    static final String GOOD = "good";

    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);
    private static final Duration LONGEST_LEAK = Duration.ofSeconds(90);

    private MisbehaviorCalls() {}

    /**
     * How a call ended.
     *
     * @param error its name; empty when there was none
     * @param slack seconds that the machine took for a good call meanwhile; a failed one is of more than one attempt
     */
    record Outcome(String way, String tool, String error, double seconds, double slack, JsonNode result) {
        private Outcome on(double machine) {
            return new Outcome(way, tool, error, seconds, machine, result);
        }

        void isNamed(Set<String> names) {
            assertThat(error).as("error of " + way + " " + tool).isIn(names);
            assertThat(result.toString())
                    .doesNotContain("Exception")
                    .doesNotContain("java.")
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("no-such-host");
        }

        void isNamedAndInTime(Set<String> names, double latest) {
            isNamed(names);
            assertThat(seconds).as("seconds of " + way + " " + tool).isLessThanOrEqualTo(latest + 2 * slack);
        }
    }

    /** Makes a call, without waiting for it, that an {@link MisbehavingUpstream} answers in the given way. */
    static CompletableFuture<Outcome> call(McpCalls mcp, String way, String tool) {
        String mark = way + " " + System.nanoTime();
        ObjectNode arguments = McpCalls.JSON.createObjectNode();
        switch (tool) {
            case "send_email" -> arguments = Mails.mail(mark).put("idempotency_key", mark);
            case "get_email" -> arguments.put("email_id", way);
            default -> arguments.put("after", way);
        }
        return call(mcp, way, tool, arguments);
    }

    /** The same with arguments of one's own. */
    static CompletableFuture<Outcome> call(McpCalls mcp, String way, String tool, ObjectNode arguments) {
        long begin = System.nanoTime();
        return mcp.callLater(tool, arguments)
                .thenApply(result -> new Outcome(
                        way, tool, Mails.error(result), Report.seconds(begin, System.nanoTime()), 0, result));
    }

    /** A call that must be answered well. */
    static void good(McpCalls mcp, String tool) {
        assertThat(call(mcp, GOOD, tool).join().error()).as("error of " + tool).isEmpty();
    }

    /** Waits until calls of a tool are let out and answered well. */
    static void awaitGood(McpCalls mcp, String tool) {
        await().atMost(LONGEST_RECOVERY)
                .until(() -> call(mcp, GOOD, tool).join().error().isEmpty());
    }

    /** Makes so many calls at once until all are answered well: those of a cold process may be cut off as too slow. */
    static void warmUp(McpCalls mcp, int concurrent) {
        await().atMost(LONGEST_RECOVERY)
                .until(() -> concurrently(mcp, concurrent).stream()
                        .allMatch(call -> call.join().error().isEmpty()));
    }

    /** So many good calls at once, twice. */
    static void goodCalls(McpCalls mcp, int concurrent) {
        for (int i = 0; i < 2; i++) {
            assertThat(concurrently(mcp, concurrent))
                    .allSatisfy(call -> assertThat(call.join().error()).isEmpty());
        }
    }

    private static List<CompletableFuture<Outcome>> concurrently(McpCalls mcp, int concurrent) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < concurrent; i++) {
            calls.add(call(mcp, GOOD, i % 2 == 0 ? "get_email" : "send_email"));
        }
        return calls;
    }

    /** Waits for calls, and notes how long the machine takes meanwhile for something that has no reason to take long. */
    static List<Outcome> joinBeside(List<CompletableFuture<Outcome>> calls, Runnable quick) {
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        double slowest = 0;
        while (!all.isDone()) {
            long begin = System.nanoTime();
            quick.run();
            slowest = Math.max(slowest, Report.seconds(begin, System.nanoTime()));
            LockSupport.parkNanos(BREATH_NANOS);
        }
        double machine = slowest;
        return calls.stream().map(call -> call.join().on(machine)).toList();
    }

    /** Waits until a process holds no more than before, and prints how long that took. */
    static void awaitNothingLeft(String name, ServiceProcess service, Remains before) {
        long end = System.nanoTime();
        await().atMost(LONGEST_LEAK)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Remains.of(service), remains -> remains.withinReachOf(before));
        Report.print(
                "%s: before: %s; after %.1f s: %s",
                name, before, Report.seconds(end, System.nanoTime()), Remains.of(service));
    }

    static void print(String way, List<Outcome> all) {
        List<Outcome> outcomes =
                all.stream().filter(outcome -> outcome.way().equals(way)).toList();
        Report.print(
                "odd upstream %s: %s in at most %.2f s; %.2f s for a good call meanwhile",
                way,
                outcomes.stream()
                        .map(outcome -> outcome.tool() + " " + outcome.error())
                        .distinct()
                        .toList(),
                Report.largest(outcomes.stream().map(Outcome::seconds).toList()),
                Report.largest(outcomes.stream().map(Outcome::slack).toList()));
    }
}
