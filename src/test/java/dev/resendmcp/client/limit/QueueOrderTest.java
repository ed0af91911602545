package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who waits, in which order. */
class QueueOrderTest extends PermitQueueFixture {
    @Test
    void callsOfOneCallerGoInOrderOfArrival() throws InterruptedException {
        Ticket holder = passed();
        List<WaitingCall> calls = waiting(ONE, 3);
        for (WaitingCall call : calls) {
            queue.release();
            call.passes();
        }
        assertThat(holder.isUnwanted()).isFalse();
    }

    @Test
    void callerWithManyCallsDelaysAnotherByOne() throws InterruptedException {
        passed();
        List<WaitingCall> many = waiting(ONE, 1_000);
        WaitingCall single = waiting(OTHER, 1).get(0);
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
        List<WaitingCall> first = waiting(ONE, 3);
        List<WaitingCall> second = waiting(OTHER, 2);
        clock.addAndGet(PermitQueue.COUNT_EVERY_NANOS);
        assertThat(first).extracting(call -> call.ticket.position().ahead()).containsExactly(0, 2, 4);
        assertThat(second).extracting(call -> call.ticket.position().ahead()).containsExactly(1, 3);
        queue.stop();
    }

    @Test
    void positionsAreCountedAtMostFourTimesASecond() throws InterruptedException {
        passed();
        List<WaitingCall> calls = waiting(ONE, 3);
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
    void callWhosePermitWasOfNoUseGoesBeforeTheOthersOfItsCaller() throws InterruptedException {
        Ticket first = queue.ticket(ONE);
        assertThat(first.await(clock.get())).isTrue();
        WaitingCall second = waiting(ONE, 1).get(0);
        queue.allow(allowance(Mode.LOCAL, clock.get() + LONG), 1);
        first.close();
        WaitingCall again = new WaitingCall(first, clock.get() + LONG);
        Awaitility.await().until(() -> queue.depth() == 2);
        queue.allow(allowance(Mode.LOCAL, clock.get()), 1);
        again.passes();
        queue.release();
        second.passes();
    }
}
