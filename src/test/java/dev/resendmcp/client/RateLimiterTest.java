package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.api.ResendException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No permit is lost or doubled on the paths that a healthy service does not take. */
class RateLimiterTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RateLimiter limiter = new RateLimiter(1, timer);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void callerWhoIsInterruptedInAPauseGivesItsPermitBack() throws InterruptedException {
        limiter.pause(Duration.ofMillis(400));
        Thread caller = new Thread(() -> acquire(Duration.ofSeconds(10)));
        caller.start();
        Awaitility.await().until(() -> limiter.queueDepth() == 1);
        caller.interrupt();
        caller.join();
        assertThat(acquire(Duration.ofSeconds(2))).isNotNull();
    }

    @Test
    void pauseOfAnyLengthIsAMinuteAtMost() {
        limiter.pause(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(limiter.expectedWait()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
    }

    @Test
    void everyoneWhoWaitsIsTurnedAwayAtStop() {
        RateLimiter.Permit inUse = acquire(Duration.ZERO);
        CompletableFuture<?>[] waiting = {later(), later(), later()};
        Awaitility.await().until(() -> limiter.queueDepth() == 3);
        limiter.stopAfter(Duration.ofMillis(10));
        for (CompletableFuture<?> caller : waiting) {
            assertThatThrownBy(caller::join)
                    .rootCause()
                    .isInstanceOf(ResendException.class)
                    .hasMessageContaining("stopping");
        }
        inUse.close();
    }

    @Test
    void pauseDoesNotHoldUpTheStop() {
        limiter.pause(Duration.ofSeconds(30));
        CompletableFuture<?> caller = later();
        Awaitility.await().until(() -> limiter.queueDepth() == 1);
        limiter.stop();
        assertThat(caller).failsWithin(Duration.ofSeconds(2));
    }

    private CompletableFuture<RateLimiter.Permit> later() {
        return CompletableFuture.supplyAsync(() -> acquire(Duration.ofSeconds(60)), task -> new Thread(task).start());
    }

    private RateLimiter.Permit acquire(Duration longest) {
        return limiter.acquire(System.nanoTime() + longest.toNanos());
    }
}
