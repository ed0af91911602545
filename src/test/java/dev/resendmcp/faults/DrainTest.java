package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.simulator.ResendSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while sends are in flight and in the queue. */
@Tag("faults")
class DrainTest {
    private static final int SENDS = 100;

    @TempDir
    Path directory;

    @Test
    void whatIsInFlightAndQueuedIsFinished() {
        Outcome outcome = drain("drain", 50, "20s");
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void whatCannotBeFinishedInTimeIsAnsweredAsNotSent() {
        Outcome outcome = drain("drain, short of time", 10, "3s");
        assertThat(outcome.errors()).as("kinds of errors").containsOnlyKeys("server_stopping");
    }

    /**
     * Ends the service in the middle of its work.
     *
     * @param limit requests per second, and so how many of the sends are in flight; the rest is in the queue
     * @param grace time to finish
     */
    private Outcome drain(String name, int limit, String grace) {
        try (ResendSimulator resend = new ResendSimulator(limit).start();
                FaultProxy proxy = new FaultProxy(resend.baseUri());
                ServiceProcess service = start(proxy, limit, grace)) {
            Callers.join(Callers.sendAll(List.of(service.mcp()), Mails.subjects(name + " warm-up", limit)));
            proxy.holdAnswersAfter(0);
            List<String> subjects = Mails.subjects(name, SENDS);
            List<CompletableFuture<Sent>> calls = Callers.sendAll(List.of(service.mcp()), subjects);
            int queued = awaitFullQueue(proxy, service, limit);
            assertThat(service.readiness()).isEqualTo(200);
            long begin = System.nanoTime();
            service.terminate();
            awaitNotReady(service);
            double unready = Report.seconds(begin, System.nanoTime());
            assertThat(service.mcp().ask("tools/list").path("tools"))
                    .as("calls are still served")
                    .isNotEmpty();
            int inFlight = proxy.held();
            proxy.release();
            List<Sent> sent = Callers.join(calls);
            await().atMost(Duration.ofSeconds(40)).until(() -> !service.isAlive());
            Outcome outcome = new Outcome(sent, Mails.accepted(resend), subjects);
            double took = Report.seconds(begin, System.nanoTime());
            print(name, new Shutdown(inFlight, queued, unready, service.exitCode(), took), outcome);
            assertThat(outcome.cut()).as("callers without an answer").isZero();
            assertThat(outcome.mails()).isEqualTo(outcome.answered());
            assertSafeToRepeat(Callers.bad(sent));
            assertThat(service.exitCode()).isIn(0, 143);
            return outcome;
        }
    }

    private ServiceProcess start(FaultProxy proxy, int limit, String grace) {
        return ServiceProcess.start(
                proxy.uri(),
                directory,
                Map.of(
                        "RATE_LIMIT",
                        Integer.toString(limit),
                        "health.shutdownWaitPeriod",
                        "2s",
                        "server.shutdownGracePeriod",
                        grace));
    }

    /** Waits until all sends are in flight or in the queue, and returns how many are in the queue. */
    private static int awaitFullQueue(FaultProxy proxy, ServiceProcess service, int limit) {
        // One of the permits may be taken by the service's own probe of Resend.
        await().until(() -> proxy.held() >= limit - 1 && service.metric("resend_limiter_queue_depth") >= SENDS - limit);
        return (int) service.metric("resend_limiter_queue_depth");
    }

    private static void awaitNotReady(ServiceProcess service) {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.readiness() != 200);
    }

    private static void assertSafeToRepeat(List<Sent> failed) {
        assertThat(failed)
                .allSatisfy(
                        one -> assertThat(one.answer().at("/error/retryable").asBoolean())
                                .as("safe to repeat")
                                .isTrue());
    }

    private static void print(String name, Shutdown shutdown, Outcome outcome) {
        Report.print(
                "%s: %d in flight and %d queued at SIGTERM; not ready after %.2f s; %d answered with an id, %d mails,"
                        + " %d cut, errors %s; exit code %d after %.1f s",
                name,
                shutdown.inFlight(),
                shutdown.queued(),
                shutdown.unready(),
                outcome.answered().size(),
                outcome.mails().size(),
                outcome.cut(),
                outcome.errors(),
                shutdown.exitCode(),
                shutdown.took());
    }

    /**
     * How the process ended.
     *
     * @param inFlight sends in flight at SIGTERM
     * @param queued sends in the queue at SIGTERM
     * @param unready seconds from SIGTERM until the service was not ready
     * @param exitCode of the process
     * @param took seconds from SIGTERM until the process ended
     */
    private record Shutdown(int inFlight, int queued, double unready, int exitCode, double took) {}

    /**
     * What came of the sends.
     *
     * @param answered id of each mail that was answered, by subject
     * @param mails id of each mail that the simulator accepted, by subject
     * @param errors how many errors of each name
     * @param cut callers without any answer
     */
    private record Outcome(
            Map<String, Set<String>> answered, Map<String, Set<String>> mails, Map<String, Long> errors, long cut) {
        Outcome(List<Sent> sent, Map<String, Set<String>> accepted, List<String> subjects) {
            this(
                    new HashMap<>(),
                    new HashMap<>(accepted),
                    Callers.errors(sent),
                    sent.stream().filter(one -> one.answer().isMissingNode()).count());
            sent.stream()
                    .filter(Sent::good)
                    .forEach(one -> answered.put(one.subject(), Set.of(Mails.id(one.answer()))));
            mails.keySet().retainAll(new HashSet<>(subjects));
        }
    }
}
