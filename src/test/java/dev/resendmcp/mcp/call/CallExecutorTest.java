package dev.resendmcp.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.limits.CallerShares.Grant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Every call runs or is refused; none is lost and no place is. */
class CallExecutorTest {
    private final Deque<Runnable> started = new ArrayDeque<>();

    @Test
    void callsAboveTheBoundAreRefusedUntilOneIsDone() {
        CallExecutor calls = new CallExecutor(started::add, 1);
        assertThat(calls.run(Caller.LOCAL, () -> {})).isEqualTo(Grant.GRANTED);
        assertThat(calls.run(Caller.LOCAL, () -> {})).isEqualTo(Grant.CALLER_FULL);
        started.remove().run();
        assertThat(calls.run(Caller.LOCAL, () -> {})).isEqualTo(Grant.GRANTED);
    }

    @Test
    void callForWhichThereIsNoThreadIsRefusedAndKeepsNoPlace() {
        boolean[] full = {true};
        CallExecutor calls = new CallExecutor(
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    started.add(task);
                },
                1);
        assertThat(calls.run(Caller.LOCAL, () -> {})).isEqualTo(Grant.ALL_FULL);
        full[0] = false;
        assertThat(calls.run(Caller.LOCAL, () -> {})).isEqualTo(Grant.GRANTED);
    }

    @Test
    void oneCallerHoldsHalfOfThePlacesAtMost() {
        CallExecutor calls = new CallExecutor(started::add, 4);
        Caller greedy = new Caller("greedy");
        assertThat(calls.run(greedy, () -> {})).isEqualTo(Grant.GRANTED);
        assertThat(calls.run(greedy, () -> {})).isEqualTo(Grant.GRANTED);
        assertThat(calls.run(greedy, () -> {})).isEqualTo(Grant.CALLER_FULL);
        assertThat(calls.run(new Caller("modest"), () -> {})).isEqualTo(Grant.GRANTED);
        started.remove().run();
        assertThat(calls.run(greedy, () -> {})).isEqualTo(Grant.GRANTED);
    }
}
