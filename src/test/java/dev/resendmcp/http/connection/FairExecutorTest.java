package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairExecutorTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();

    @Test
    void ownersTakeTurnsHoweverManyTasksOneHas() {
        FairExecutor executor = new FairExecutor(threads::add, 1, 1);
        List.of("a1", "a2", "a3", "b1", "c1", "c2").forEach(task -> execute(executor, task));
        runThreads();
        assertThat(ran).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    }

    @Test
    void noMoreThreadsAreUsedThanAllowed() {
        FairExecutor executor = new FairExecutor(threads::add, 2, 2);
        List.of("a1", "a2", "a3").forEach(task -> execute(executor, task));
        assertThat(threads).hasSize(2);
        runThreads();
        execute(executor, "a4");
        assertThat(threads).hasSize(1);
        runThreads();
        assertThat(ran).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void ownerUsesNoMoreThanItsShareOfTheThreads() {
        FairExecutor executor = new FairExecutor(threads::add, 3, 2);
        AtomicInteger atOnce = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            executor.execute("a", () -> {
                atOnce.incrementAndGet();
                // Another thread looks for work while this task runs.
                runThreads();
                ran.add("a beside " + atOnce.getAndDecrement());
            });
        }
        execute(executor, "b1");
        runThreads();
        assertThat(ran).containsExactly("b1", "a beside 2", "a beside 2", "a beside 1");
    }

    @Test
    void failureOfATaskEndsNoOther() {
        FairExecutor executor = new FairExecutor(threads::add, 1, 1);
        executor.execute("a", () -> {
            throw new IllegalStateException("for the test");
        });
        execute(executor, "b1");
        runThreads();
        assertThat(ran).containsExactly("b1");
    }

    @Test
    void callerLearnsThatTheThreadsHaveBeenStopped() {
        FairExecutor executor = new FairExecutor(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                1,
                1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> execute(executor, "a1")).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void threadOfALongTaskGoesToNoOtherTaskAndCountsNoMore() {
        FairExecutor executor = new FairExecutor(threads::add, 1, 1);
        executor.preferThreads(threads::add);
        executor.execute("a", () -> {
            ran.add("a1");
            assertThat(FairExecutor.runNext(() -> ran.add("long beside " + executor.busy())))
                    .isTrue();
        });
        execute(executor, "b1");
        threads.remove().run();
        assertThat(ran).containsExactly("a1", "long beside 1");
        assertThat(executor.queued())
                .as("waits for the thread that took the place")
                .isEqualTo(1);
        runThreads();
        assertThat(ran).endsWith("b1");
        assertThat(executor.busy()).isZero();
    }

    @Test
    void taskIsFollowedByOneLongTaskOnly() {
        FairExecutor executor = new FairExecutor(threads::add, 1, 1);
        executor.preferThreads(threads::add);
        executor.execute("a", () -> {
            assertThat(FairExecutor.runNext(() -> ran.add("first"))).isTrue();
            assertThat(FairExecutor.runNext(() -> ran.add("second"))).isFalse();
        });
        runThreads();
        assertThat(ran).containsExactly("first");
        assertThat(FairExecutor.runNext(() -> ran.add("outside"))).isFalse();
    }

    @Test
    void threadsForShortTasksRunNoLongOnes() {
        FairExecutor executor = new FairExecutor(threads::add, 1, 1);
        executor.preferThreads(task -> {
            throw new OutOfMemoryError("unable to create native thread, for the test");
        });
        executor.execute("a", () -> ran.add("follows: " + FairExecutor.runNext(() -> ran.add("long"))));
        runThreads();
        assertThat(ran).containsExactly("follows: false");
    }

    private void execute(FairExecutor executor, String task) {
        executor.execute(task.charAt(0), () -> ran.add(task));
    }

    private void runThreads() {
        for (Runnable thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.run();
        }
    }
}
