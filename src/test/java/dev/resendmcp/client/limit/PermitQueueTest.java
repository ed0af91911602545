package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import org.junit.jupiter.api.Test;

/** When calls are admitted, and what becomes of permits. */
class PermitQueueTest extends PermitQueueFixture {
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
        WaitingCall call = waiting(ONE, 1).get(0);
        queue.resume();
        assertThat(queue.depth()).isEqualTo(1);
        clock.addAndGet(1);
        queue.resume();
        call.passes();
    }

    @Test
    void nothingIsGrantedBeforeTheAllowanceBegins() throws InterruptedException {
        queue.allow(allowance(Mode.LOCAL, clock.get() + 1), 1);
        WaitingCall call = waiting(ONE, 1).get(0);
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
}
