package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StateUnavailableException.StateUnresponsiveException;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the store and of those who wait for it when its thread is ended or held up. */
@Tag("slow")
class StoreDeathTest {
    @TempDir
    Path directory;

    private final States states = new States();
    private final List<Integer> ends = new CopyOnWriteArrayList<>();
    private final Supervisor threads = new Supervisor(ends::add);
    private final AtomicReference<Error> next = new AtomicReference<>();

    @AfterEach
    void stop() {
        states.close();
    }

    @Test
    void callersHearOfTheEndOfTheThreadAtOnceAndItsWorkBeginsAgain() {
        StateService state = start();
        States.put(state, "a", States.begun("key"));
        assertThatThrownBy(() -> failing(state, new StackOverflowError()))
                .isInstanceOf(StateUnavailableException.class)
                .isNotInstanceOf(StateUnresponsiveException.class);
        Awaitility.await().ignoreExceptions().untilAsserted(() -> States.put(state, "b", States.begun("other")));
        assertThat(States.read(state, "a")).contains(States.begun("key"));
        assertThat(threads.deaths(ServiceThread.STATE_STORE)).isPositive();
        assertThat(state.condition().disk()).isEmpty();
    }

    @Test
    void outOfMemoryInTheThreadEndsTheProcess() {
        StateService state = start();
        assertThatThrownBy(() -> failing(state, new OutOfMemoryError("Java heap space")))
                .isInstanceOf(StateUnavailableException.class);
        Awaitility.await().until(() -> ends.contains(Supervisor.OUT_OF_MEMORY));
    }

    @Test
    void storeThatIsHeldUpIsFoundOutByTryingItOut() throws Exception {
        StateService state = start();
        assertThat(state.tryOut().disk()).isEmpty();
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> state.journal()
                .update(
                        "held",
                        old -> {
                            awaitQuietly(held);
                            return States.begun("key");
                        },
                        States.KEEP));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> state.tryOut().disk().isPresent());
        assertThat(state.tryOut().disk().orElseThrow().since()).isBeforeOrEqualTo(Instant.now());
        held.countDown();
        holder.get();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> state.tryOut().disk().isEmpty());
    }

    private StateService start() {
        return states.start(new StateService(
                States.settings(directory, null), "account", failingClock(), threads, States.METRICS, Tracing.none()));
    }

    /** A change after which the thread fails. */
    private void failing(StateService state, Error error) {
        state.journal()
                .update(
                        "failing",
                        old -> {
                            next.set(error);
                            return States.begun("key");
                        },
                        States.KEEP);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Clock failingClock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                Optional.ofNullable(next.getAndSet(null)).ifPresent(error -> {
                    throw error;
                });
                return Instant.now();
            }
        };
    }
}
