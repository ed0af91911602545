package dev.resendmcp.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTimerTest {
    private static final Duration FAR = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1);
    private final BatchTimer timer = new BatchTimer(threads);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void tasksRunInTheOrderInWhichTheyAreDue() {
        schedule("late", 40);
        schedule("early", 10);
        schedule("between", 20);
        Awaitility.await().until(() -> ran.size() == 3);
        assertThat(ran).containsExactly("early", "between", "late");
    }

    @Test
    void noTaskRunsBeforeItIsDue() {
        long begin = System.nanoTime();
        schedule("first", 1);
        schedule("second", 50);
        Awaitility.await().until(() -> ran.size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void cancelledTaskDoesNotRun() {
        schedule("cancelled", 10).cancel();
        schedule("other", 20);
        Awaitility.await().until(() -> ran.size() == 1);
        assertThat(ran).containsExactly("other");
    }

    @Test
    void thousandsOfTasksTakeOneAlarm() {
        for (int i = 0; i < 1_000; i++) {
            BatchTimer.Task unused = timer.schedule(() -> {}, FAR);
        }
        schedule("early", 1);
        Awaitility.await().until(() -> ran.size() == 1);
        Awaitility.await().until(() -> threads.getActiveCount() == 0);
        threads.purge();
        assertThat(threads.getQueue()).hasSize(1);
    }

    @Test
    void failureOfATaskStopsNoOther() {
        BatchTimer.Task unused = timer.schedule(
                () -> {
                    throw new IllegalStateException("for the test");
                },
                Duration.ofMillis(1));
        schedule("other", 1);
        schedule("later", 20);
        Awaitility.await().until(() -> ran.size() == 2);
    }

    @Test
    void callerLearnsThatTheTimerHasBeenShutDown() {
        BatchTimer.Task unused = timer.schedule(() -> {}, FAR);
        threads.shutdownNow();
        assertThatThrownBy(() -> timer.schedule(() -> {}, FAR)).isInstanceOf(RejectedExecutionException.class);
    }

    private BatchTimer.Task schedule(String name, long millis) {
        return timer.schedule(() -> ran.add(name), Duration.ofMillis(millis));
    }
}
