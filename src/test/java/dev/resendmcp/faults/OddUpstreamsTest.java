package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SelfSigned;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever answers in Resend's place, callers get a named error in time, and nothing stays behind. */
@Tag("faults")
class OddUpstreamsTest {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final double LATEST = CALL_TIMEOUT.toMillis() / 1000.0 * 1.1;
    private static final Map<String, String> SETTINGS = Map.of(
            "RATE_LIMIT", "1000",
            "resend.callTimeout", CALL_TIMEOUT.toMillis() + "ms",
            "resend.requestTimeout", "1s",
            "resend.http.connectionTimeout", "500ms",
            "resend.http.keepAlive", "1s",
            "resend.maxAnswerSize", "1MiB");
    private static final String GOOD = "good";
    private static final Set<String> UNREACHABLE = Set.of("upstream_unreachable", "circuit_open");
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int ROUNDS = Figures.size(1, 50);
    /** Threads and sockets that come and go in a server that does nothing. */
    private static final int SOME = 5;

    private static final double MEBIBYTE = 1024 * 1024;
    private static final double SOME_HEAP = 8 * MEBIBYTE;
    private static final Duration LONGEST_LEAK = Duration.ofSeconds(Figures.size(20, 60));

    @TempDir
    Path directory;

    /**
     * How a call ended.
     *
     * @param error its name; empty when there was none
     * @param slack seconds that the machine took for a good call meanwhile; a failed one is of more than one attempt
     */
    private record Outcome(String way, String tool, String error, double seconds, double slack, JsonNode result) {
        Outcome on(double machine) {
            return new Outcome(way, tool, error, seconds, machine, result);
        }
    }

    @Test
    void oddAnswersAreNamedErrorsInTimeAndLeaveNothingBehind() {
        try (OddUpstream upstream = new OddUpstream();
                ServiceProcess service = ServiceProcess.start(upstream.uri(), directory, SETTINGS)) {
            McpCalls mcp = service.mcp();
            int concurrent = 2 * OddUpstream.WAYS.size();
            goodCalls(mcp, concurrent);
            Remains before = Remains.of(service);
            List<Outcome> outcomes = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                outcomes.addAll(round(mcp));
            }
            goodCalls(mcp, concurrent);
            long end = System.nanoTime();
            await().atMost(LONGEST_LEAK)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Remains.of(service).withinReachOf(before));
            Remains after = Remains.of(service);
            OddUpstream.WAYS.forEach(way -> print(way.name(), outcomes));
            Figures.print(
                    "odd upstreams: %d calls; before: %s; after %.1f s: %s",
                    outcomes.size(), before, Figures.seconds(end, System.nanoTime()), after);
            for (OddUpstream.Way way : OddUpstream.WAYS) {
                assertThat(outcomes)
                        .filteredOn(outcome -> outcome.way().equals(way.name()))
                        .allSatisfy(outcome -> isNamedAndInTime(outcome, way.outcomes()));
            }
            assertThat(service.metrics())
                    .as("error names outside the closed set")
                    .doesNotContain("error_type=\"_OTHER\"");
        }
    }

    @Test
    void upstreamsThatCannotBeReachedAreNamedErrorsInTime() {
        AtomicInteger trusted = new AtomicInteger();
        ServerSocketFactory tls =
                SelfSigned.of("localhost", directory).context().getServerSocketFactory();
        try (LoopbackServer badTls = new LoopbackServer(tls, socket -> {
            if (socket.getInputStream().read() >= 0) {
                trusted.incrementAndGet();
            }
        })) {
            Map<String, URI> upstreams = Map.of(
                    "REFUSES", URI.create("http://127.0.0.1:" + LoopbackServer.closedPort()),
                    "BAD_TLS", URI.create("https://localhost:" + badTls.port()),
                    "UNRESOLVABLE", URI.create("https://no-such-host.invalid"));
            Map<String, ServiceProcess> services = new TreeMap<>();
            try {
                upstreams.forEach(
                        (way, uri) -> services.put(way, ServiceProcess.launch(uri, directory.resolve(way), SETTINGS)));
                services.forEach((way, service) -> {
                    List<Outcome> outcomes = unreachable(service.awaitReady().mcp(), way);
                    print(way, outcomes);
                    assertThat(outcomes).allSatisfy(outcome -> isNamedAndInTime(outcome, UNREACHABLE));
                });
            } finally {
                services.values().forEach(ServiceProcess::close);
            }
        }
        assertThat(trusted)
                .as("requests over a connection that nobody vouches for")
                .hasValue(0);
    }

    /** A call of each kind at once, with good ones between, since an upstream that only fails is not called at all. */
    private static List<Outcome> round(McpCalls mcp) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (OddUpstream.Way way : OddUpstream.WAYS) {
            calls.add(call(mcp, way.name(), "get_email"));
            calls.add(call(mcp, way.name(), "send_email"));
        }
        return joinBeside(
                calls,
                () -> assertThat(call(mcp, GOOD, "get_email").join().error()).isEmpty());
    }

    private static List<Outcome> unreachable(McpCalls mcp, String way) {
        // The first call of a process takes long because it is the first, not because of the upstream.
        call(mcp, way, "get_email").join();
        return joinBeside(List.of(call(mcp, way, "send_email")), () -> mcp.ask("ping"));
    }

    /** Waits for calls, and notes how long the machine takes meanwhile for something that has no reason to take long. */
    private static List<Outcome> joinBeside(List<CompletableFuture<Outcome>> calls, Runnable quick) {
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        double slowest = 0;
        while (!all.isDone()) {
            long begin = System.nanoTime();
            quick.run();
            slowest = Math.max(slowest, Figures.seconds(begin, System.nanoTime()));
            LockSupport.parkNanos(BREATH_NANOS);
        }
        double machine = slowest;
        return calls.stream().map(call -> call.join().on(machine)).toList();
    }

    private static CompletableFuture<Outcome> call(McpCalls mcp, String way, String tool) {
        String mark = way + " " + System.nanoTime();
        ObjectNode arguments = tool.equals("send_email")
                ? Mails.mail(mark).put("idempotency_key", mark)
                : McpCalls.JSON.createObjectNode().put("email_id", way);
        long begin = System.nanoTime();
        return mcp.callLater(tool, arguments)
                .thenApply(result -> new Outcome(
                        way, tool, Mails.error(result), Figures.seconds(begin, System.nanoTime()), 0, result));
    }

    private static void goodCalls(McpCalls mcp, int concurrent) {
        for (int i = 0; i < 2; i++) {
            List<CompletableFuture<Outcome>> calls = new ArrayList<>();
            for (int j = 0; j < concurrent; j++) {
                calls.add(call(mcp, GOOD, j % 2 == 0 ? "get_email" : "send_email"));
            }
            assertThat(calls).allSatisfy(call -> assertThat(call.join().error()).isEmpty());
        }
    }

    private static void isNamedAndInTime(Outcome outcome, Set<String> names) {
        assertThat(outcome.error()).as("error of " + outcome.way()).isIn(names);
        assertThat(outcome.seconds())
                .as("seconds of " + outcome.way() + " " + outcome.tool())
                .isLessThanOrEqualTo(LATEST + 2 * outcome.slack());
        assertThat(outcome.result().toString())
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("127.0.0.1")
                .doesNotContain("no-such-host");
    }

    private static void print(String way, List<Outcome> all) {
        List<Outcome> outcomes =
                all.stream().filter(outcome -> outcome.way().equals(way)).toList();
        Figures.print(
                "odd upstream %s: %s in at most %.2f s; %.2f s for a good call meanwhile",
                way,
                outcomes.stream()
                        .map(outcome -> outcome.tool() + " " + outcome.error())
                        .distinct()
                        .toList(),
                Figures.largest(outcomes.stream().map(Outcome::seconds).toList()),
                Figures.largest(outcomes.stream().map(Outcome::slack).toList()));
    }

    /**
     * What a process holds.
     *
     * @param threads running
     * @param files open ones, sockets among them
     * @param heap bytes in use after a collection
     */
    private record Remains(double threads, double files, double heap) {
        static Remains of(ServiceProcess service) {
            service.collectGarbage();
            return new Remains(
                    service.metric("jvm_threads_current"),
                    service.metric("process_open_fds"),
                    service.metric("jvm_memory_used_bytes{area=\"heap\"}"));
        }

        boolean withinReachOf(Remains before) {
            return threads <= before.threads + SOME && files <= before.files + SOME && heap <= before.heap + SOME_HEAP;
        }

        @Override
        public String toString() {
            return "%.0f threads, %.0f files, %.1f MiB heap".formatted(threads, files, heap / MEBIBYTE);
        }
    }
}
