package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Cancelled calls leave the queue and keep no permit. */
class QueueCancellationTest extends PermitQueueFixture {
    @Test
    void cancelledCallLeavesTheQueueAtOnce() throws InterruptedException {
        passed();
        List<WaitingCall> calls = waiting(ONE, 2);
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
            WaitingCall call = new WaitingCall(fresh.ticket(OTHER), clock.get() + LONG);
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

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
