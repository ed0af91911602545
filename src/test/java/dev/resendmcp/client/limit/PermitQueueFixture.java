package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.Caller;
import dev.resendmcp.client.limit.ReplicaBudget.Allowance;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A queue with one permit, on a clock that a test moves. */
abstract class PermitQueueFixture {
    static final Caller ONE = new Caller("one");
    static final Caller OTHER = new Caller("other");
    static final long LONG = TimeUnit.MINUTES.toNanos(1);

    final AtomicLong clock = new AtomicLong(System.nanoTime());
    final PermitQueue queue = queue(1, clock);

    Ticket passed() throws InterruptedException {
        Ticket ticket = queue.ticket(ONE);
        assertThat(ticket.await(clock.get())).isTrue();
        ticket.pass();
        return ticket;
    }

    List<WaitingCall> waiting(Caller caller, int count) {
        List<WaitingCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int before = queue.depth();
            calls.add(new WaitingCall(queue.ticket(caller), clock.get() + LONG));
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> queue.depth() > before);
        }
        return calls;
    }

    static PermitQueue queue(int permits, AtomicLong clock) {
        return new PermitQueue(allowance(Mode.LOCAL, clock.get()), permits, clock::get);
    }

    static Allowance allowance(Mode mode, long from) {
        return new Allowance(mode, new RequestLimit(OptionalInt.of(1)).whole(), from);
    }
}
