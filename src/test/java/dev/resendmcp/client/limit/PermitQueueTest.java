package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.call.Caller;
import dev.resendmcp.client.limit.ReplicaBudget.Allowance;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who waits, in which order, and what becomes of permits. */
class PermitQueueTest {
    private static final Caller ONE = new Caller("one");
    private static final Caller OTHER = new Caller("other");
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong clock = new AtomicLong(System.nanoTime());
    private final PermitQueue queue = queue(1, clock);

    @Test
    void callsOfOneCallerGoInOrderOfArrival() throws InterruptedException {
        Ticket holder = passed();
        List<Waiting> calls = waiting(ONE, 3);
        for (Waiting call : calls) {
            queue.release();
            call.passes();
        }
        assertThat(holder.isUnwanted()).isFalse();
    }

    @Test
    void callerWithManyCallsDelaysAnotherByOne() throws InterruptedException {
        passed();
        List<Waiting> many = waiting(ONE, 1_000);
        Waiting single = waiting(OTHER, 1).get(0);
        assertThat(single.ticket.position().ahead()).isEqualTo(1);
        queue.release();
        many.get(0).passes();
        queue.release();
        single.passes();
        queue.stop();
    }

    @Test
    void positionCountsTheTurnsOfOthers() throws InterruptedException {
        passed();
        List<Waiting> first = waiting(ONE, 3);
        List<Waiting> second = waiting(OTHER, 2);
        clock.addAndGet(PermitQueue.COUNT_EVERY_NANOS);
        assertThat(first).extracting(call -> call.ticket.position().ahead()).containsExactly(0, 2, 4);
        assertThat(second).extracting(call -> call.ticket.position().ahead()).containsExactly(1, 3);
        queue.stop();
    }

    @Test
    void positionsAreCountedAtMostFourTimesASecond() throws InterruptedException {
        passed();
        List<Waiting> calls = waiting(ONE, 3);
        assertThat(calls.get(2).ticket.position().ahead()).isEqualTo(2);
        calls.get(0).ticket.cancel();
        assertThat(calls.get(2).ticket.position().ahead())
                .as("as counted before")
                .isEqualTo(2);
        clock.addAndGet(PermitQueue.COUNT_EVERY_NANOS);
        assertThat(calls.get(2).ticket.position().ahead()).isEqualTo(1);
        queue.stop();
    }

    @Test
    void cancelledCallLeavesTheQueueAtOnce() throws InterruptedException {
        passed();
        List<Waiting> calls = waiting(ONE, 2);
        calls.get(0).ticket.cancel();
        assertThat(queue.depth()).isEqualTo(1);
        calls.get(0).failsWith("cancelled");
        queue.release();
        calls.get(1).passes();
    }

    @Test
    void callCancelledBeforeItWaitsTakesNoPermit() {
        Ticket ticket = queue.ticket(ONE);
        ticket.cancel();
        assertThatThrownBy(() -> ticket.await(clock.get())).hasMessageContaining("cancelled");
        ticket.close();
        assertThat(queue.expectedWait()).isZero();
    }

    @Test
    void callCancelledAfterItWasAdmittedReturnsItsPermit() throws InterruptedException {
        Ticket ticket = queue.ticket(ONE);
        assertThat(ticket.await(clock.get())).isTrue();
        ticket.cancel();
        assertThatThrownBy(ticket::pass).hasMessageContaining("cancelled");
        ticket.close();
        ticket.close();
        assertThat(queue.expectedWait()).isZero();
        assertThat(queue.lacks(0)).isFalse();
        passed();
        assertThat(queue.expectedWait()).as("the permit is there once").isPositive();
    }

    @Test
    void permitIsNeitherLostNorDoubledWhenACallIsCancelledAsItIsGranted() throws Exception {
        for (int i = 0; i < 500; i++) {
            PermitQueue fresh = queue(1, clock);
            Ticket holder = fresh.ticket(ONE);
            assertThat(holder.await(clock.get())).isTrue();
            holder.pass();
            Waiting call = new Waiting(fresh.ticket(OTHER), clock.get() + LONG);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> grant = CompletableFuture.runAsync(() -> {
                meet(start);
                fresh.release();
            });
            meet(start);
            call.ticket.cancel();
            grant.join();
            int inUse = call.end().isPresent() ? 1 : 0;
            assertThat(fresh.depth()).isZero();
            assertThat(fresh.lacks(inUse)).as("lost").isFalse();
            assertThat(fresh.expectedWait().isZero()).as("doubled").isEqualTo(inUse == 0);
        }
    }

    @Test
    void callThatGetsNothingInTimeLeavesTheQueue() throws InterruptedException {
        passed();
        try (Ticket late = queue.ticket(ONE)) {
            assertThat(late.await(clock.get())).isFalse();
        }
        assertThat(queue.depth()).isZero();
    }

    @Test
    void callFailsAtOnceWhenAPauseOutlastsItsDeadline() throws InterruptedException {
        queue.pauseUntil(clock.get() + 2 * LONG);
        Ticket ticket = queue.ticket(ONE);
        assertThat(ticket.await(clock.get() + LONG)).isFalse();
    }

    @Test
    void pauseLetsNobodyThroughUntilItIsOver() throws InterruptedException {
        queue.pauseUntil(clock.get() + 1);
        Waiting call = waiting(ONE, 1).get(0);
        queue.resume();
        assertThat(queue.depth()).isEqualTo(1);
        clock.addAndGet(1);
        queue.resume();
        call.passes();
    }

    @Test
    void nothingIsGrantedBeforeTheAllowanceBegins() throws InterruptedException {
        queue.allow(allowance(Mode.LOCAL, clock.get() + 1), 1);
        Waiting call = waiting(ONE, 1).get(0);
        assertThat(queue.depth()).isEqualTo(1);
        queue.allow(allowance(Mode.LOCAL, clock.get()), 1);
        call.passes();
    }

    @Test
    void sharedPermitsAreTakenByOneCallAtATime() throws InterruptedException {
        queue.allow(allowance(Mode.SHARED, clock.get()), 2);
        Ticket first = queue.ticket(ONE);
        assertThat(first.await(clock.get())).isTrue();
        assertThat(queue.expectedWait()).isPositive();
        first.pass();
        assertThat(queue.expectedWait()).isZero();
    }

    @Test
    void callWhosePermitWasOfNoUseGoesBeforeTheOthersOfItsCaller() throws InterruptedException {
        Ticket first = queue.ticket(ONE);
        assertThat(first.await(clock.get())).isTrue();
        Waiting second = waiting(ONE, 1).get(0);
        queue.allow(allowance(Mode.LOCAL, clock.get() + LONG), 1);
        first.close();
        Waiting again = new Waiting(first, clock.get() + LONG);
        Awaitility.await().until(() -> queue.depth() == 2);
        queue.allow(allowance(Mode.LOCAL, clock.get()), 1);
        again.passes();
        queue.release();
        second.passes();
    }

    @Test
    void permitsAboveASmallerNumberAreCollectedWhenTheyComeBack() throws InterruptedException {
        queue.allow(allowance(Mode.LOCAL, clock.get()), 2);
        passed();
        passed();
        queue.allow(allowance(Mode.LOCAL, clock.get()), 1);
        queue.release();
        assertThat(queue.expectedWait()).isPositive();
        queue.release();
        assertThat(queue.expectedWait()).isZero();
    }

    private Ticket passed() throws InterruptedException {
        Ticket ticket = queue.ticket(ONE);
        assertThat(ticket.await(clock.get())).isTrue();
        ticket.pass();
        return ticket;
    }

    private List<Waiting> waiting(Caller caller, int count) {
        List<Waiting> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int before = queue.depth();
            calls.add(new Waiting(queue.ticket(caller), clock.get() + LONG));
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> queue.depth() > before);
        }
        return calls;
    }

    private static PermitQueue queue(int permits, AtomicLong clock) {
        return new PermitQueue(allowance(Mode.LOCAL, clock.get()), permits, clock::get);
    }

    private static Allowance allowance(Mode mode, long from) {
        return new Allowance(mode, new RequestLimit(OptionalInt.of(1)).whole(), from);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call that waits on a thread of its own. */
    private static final class Waiting {
        private final Ticket ticket;
        private final CompletableFuture<Void> passed;

        Waiting(Ticket ticket, long deadline) {
            this.ticket = ticket;
            this.passed = CompletableFuture.runAsync(() -> pass(ticket, deadline), task -> new Thread(task).start());
        }

        private static void pass(Ticket ticket, long deadline) {
            try (Ticket open = ticket) {
                assertThat(open.await(deadline)).isTrue();
                open.pass();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void passes() {
            assertThat(passed).succeedsWithin(Duration.ofSeconds(30));
        }

        void failsWith(String error) {
            assertThat(passed)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ResendException.class,
                            cause -> assertThat(cause.name()).isEqualTo(error));
        }

        /** Something when the call has passed, nothing when it was cancelled. */
        Optional<Ticket> end() {
            passed.exceptionally(e -> null).join();
            return passed.isCompletedExceptionally() ? Optional.empty() : Optional.of(ticket);
        }
    }
}
