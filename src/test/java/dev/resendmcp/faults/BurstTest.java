package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resend fails while ten times more calls come than it takes. */
@Tag("faults")
@Tag("slow")
class BurstTest {
    private static final int LIMIT = 10;
    private static final int CALLS_PER_SECOND = 10 * LIMIT;
    private static final double MOST_ATTEMPTS = 1.2;
    private static final Duration LATEST_OPEN = Duration.ofSeconds(5);
    private static final Duration LATEST_RECOVERY = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void burstOfFailuresIsNotMadeWorseAndIsOverSoon() throws InterruptedException {
        try (ResendSimulator resend = new ResendSimulator(LIMIT).start();
                FaultProxy proxy = new FaultProxy(resend.baseUri());
                ServiceProcess service =
                        ServiceProcess.start(proxy.uri(), directory, Map.of("RATE_LIMIT", Integer.toString(LIMIT)))) {
            Callers.join(Callers.sendAll(List.of(service.mcp()), Mails.subjects("warm-up", LIMIT)));
            int attemptsBefore = proxy.attempts();
            proxy.inject(send -> Fault.ERROR_BEFORE);
            Offer offer = new Offer(service.mcp());
            try {
                offer.lasts(Duration.ofSeconds(Report.size(6, 30)));
                int offered = offer.calls();
                int attempts = proxy.attempts() - attemptsBefore;
                long end = System.nanoTime();
                proxy.inject(send -> Fault.NONE);
                offer.awaitGoodAnswer();
                double recovered = Report.seconds(end, offer.firstGood());
                Report.print(
                        "burst of 500s: %d calls offered, %d attempts = %.2f of them; breaker open after %.1f s;"
                                + " first good answer %.1f s after the end; busiest second %d of %d",
                        offered,
                        attempts,
                        attempts / (double) offered,
                        offer.secondsUntilOpen(),
                        recovered,
                        resend.busiestSecond(),
                        LIMIT);
                assertThat(attempts / (double) offered).isLessThanOrEqualTo(MOST_ATTEMPTS);
                assertThat(offer.secondsUntilOpen()).isBetween(0.0, (double) LATEST_OPEN.toSeconds());
                assertThat(recovered).isLessThanOrEqualTo((double) LATEST_RECOVERY.toSeconds());
            } finally {
                offer.end();
            }
        }
    }

    /** Calls that come at an even pace, whatever becomes of those before them. */
    private static final class Offer {
        private final long begin = System.nanoTime();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicLong firstOpen = new AtomicLong();
        private final AtomicLong firstGood = new AtomicLong();
        private final ConcurrentLinkedQueue<CompletableFuture<Void>> underWay = new ConcurrentLinkedQueue<>();
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final Future<?> task;

        Offer(McpCalls mcp) {
            task = pace.scheduleAtFixedRate(
                    () -> underWay.add(Callers.send(mcp, "burst " + calls.incrementAndGet())
                            .thenAccept(this::note)),
                    0,
                    TimeUnit.SECONDS.toNanos(1) / CALLS_PER_SECOND,
                    TimeUnit.NANOSECONDS);
        }

        private void note(Sent sent) {
            if (Mails.error(sent.answer()).equals("circuit_open")) {
                firstOpen.compareAndSet(0, System.nanoTime());
            } else if (sent.good()) {
                firstGood.compareAndSet(0, System.nanoTime());
            }
        }

        void lasts(Duration duration) {
            await().atMost(duration.multipliedBy(2))
                    .until(() -> calls.get() >= duration.toSeconds() * CALLS_PER_SECOND);
        }

        int calls() {
            return calls.get();
        }

        void awaitGoodAnswer() {
            await().atMost(LATEST_RECOVERY.multipliedBy(3)).until(() -> firstGood.get() != 0);
        }

        long firstGood() {
            return firstGood.get();
        }

        /** Negative when it did not open. */
        double secondsUntilOpen() {
            return firstOpen.get() == 0 ? -1 : Report.seconds(begin, firstOpen.get());
        }

        void end() throws InterruptedException {
            task.cancel(false);
            pace.shutdown();
            pace.awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
