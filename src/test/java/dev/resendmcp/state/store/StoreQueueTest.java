package dev.resendmcp.state.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.store.StateUnavailableException.StateUnresponsiveException;
import dev.resendmcp.state.store.StoreQueue.Task;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The queue of a store whose thread makes no progress. */
class StoreQueueTest {
    @Test
    void refusesTasksAtOnceWhileTheOldestIsOverdue() {
        StoreQueue queue = new StoreQueue(Duration.ofMillis(1));
        Task<Object> first = queue.add(new Task<>(open -> null));
        Awaitility.await().until(queue::isSilent);
        assertThatThrownBy(() -> queue.add(new Task<>(open -> null))).isInstanceOf(StateUnresponsiveException.class);
        assertThat(queue.next(Duration.ZERO)).containsExactly(first);
        assertThat(queue.isSilent()).as("taken, but not done").isTrue();
        first.finish();
        assertThat(queue.isSilent()).isFalse();
        queue.add(new Task<>(open -> null));
    }

    @Test
    void taskForWhichNobodyWaitsIsDoneBeforeLaterOnes() {
        StoreQueue queue = new StoreQueue(Duration.ofMinutes(1));
        Task<Object> first = new Task<>(open -> null);
        queue.addSoon(first);
        Task<Object> second = queue.add(new Task<>(open -> null));
        assertThat(queue.next(Duration.ZERO)).containsExactly(first, second);
    }

    @Test
    void taskForWhichNobodyWaitsIsDoneAfterThePause() {
        StoreQueue queue = new StoreQueue(Duration.ofMinutes(1));
        Task<Object> only = new Task<>(open -> null);
        queue.addSoon(only);
        queue.close();
        assertThat(queue.isFinished()).isFalse();
        assertThat(queue.next(Duration.ofMillis(1))).contains(only);
        assertThat(queue.next(Duration.ZERO)).isEmpty();
        assertThat(queue.isFinished()).isTrue();
    }
}
