package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No permit is lost or doubled on the paths that a healthy service does not take. */
class RateLimiterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RateLimiter limiter = limiter(OptionalInt.of(1));

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void callerWhoIsInterruptedInAPauseGivesItsPermitBack() throws InterruptedException {
        limiter.pause(Duration.ofSeconds(2));
        Thread caller = new Thread(() -> acquire(PATIENCE));
        caller.start();
        Awaitility.await().until(() -> limiter.queueDepth() == 1);
        caller.interrupt();
        caller.join();
        assertThat(acquire(PATIENCE)).isNotNull();
    }

    @Test
    void nobodyWaitsWhileThereIsAPermit() {
        assertThat(limiter.expectedWait()).isZero();
        try (RateLimiter.Permit inUse = acquire(Duration.ZERO)) {
            assertThat(inUse).isNotNull();
            assertThat(limiter.expectedWait()).isPositive();
        }
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
        limiter.pause(PATIENCE);
        CompletableFuture<?> caller = later();
        Awaitility.await().until(() -> limiter.queueDepth() == 1);
        limiter.stop();
        assertThat(caller).failsWithin(PATIENCE.dividedBy(2));
    }

    @Test
    void limiterWithoutACapBeginsWithTwoAndFollowsResend() {
        RateLimiter free = limiter(OptionalInt.empty());
        assertThat(free.limit()).isEqualTo(2);
        try (RateLimiter.Permit permit = free.acquire(CallContext.ofService(), System.nanoTime())) {
            permit.learn(5, 4);
        }
        assertThat(free.limit()).isEqualTo(5);
        assertThat(permitsAtOnce(free)).isEqualTo(4);
    }

    @Test
    void limiterWithACapFollowsResendDownButNeverAboveTheCap() {
        RateLimiter capped = limiter(OptionalInt.of(3));
        try (RateLimiter.Permit permit = capped.acquire(CallContext.ofService(), System.nanoTime())) {
            permit.learn(50, 49);
            assertThat(capped.limit()).isEqualTo(3);
            permit.learn(1, 0);
            assertThat(capped.limit()).isEqualTo(1);
        }
    }

    @Test
    void limitsThatMakeNoSenseAreNotFollowed() {
        RateLimiter free = limiter(OptionalInt.empty());
        try (RateLimiter.Permit permit = free.acquire(CallContext.ofService(), System.nanoTime())) {
            permit.learn(0, 0);
            permit.learn(Integer.MAX_VALUE, 0);
        }
        assertThat(free.limit()).isEqualTo(2);
    }

    @Test
    void whatOthersUseOfTheLimitIsLeftToThemForASecond() {
        RateLimiter shared = limiter(OptionalInt.of(10));
        RateLimiter.Permit permit = shared.acquire(CallContext.ofService(), System.nanoTime());
        permit.learn(10, 3);
        assertThat(permitsAtOnce(shared))
                .as("of ten, one is ours and six are theirs")
                .isEqualTo(3);
        permit.close();
        Awaitility.await().until(() -> permitsAtOnce(shared) > 0);
    }

    @Test
    void ownRequestsAreNotTakenForThoseOfOthers() {
        RateLimiter own = limiter(OptionalInt.of(10));
        RateLimiter.Permit first = own.acquire(CallContext.ofService(), System.nanoTime());
        own.acquire(CallContext.ofService(), System.nanoTime());
        own.acquire(CallContext.ofService(), System.nanoTime());
        first.learn(10, 7);
        assertThat(permitsAtOnce(own)).isEqualTo(7);
    }

    @Test
    void permitThatWasNotUsedIsThereAgainAtOnce() {
        RateLimiter.Permit permit = acquire(Duration.ZERO);
        permit.unused();
        permit.close();
        assertThat(acquire(Duration.ZERO)).isNotNull();
    }

    @Test
    void callerLearnsHowLongItWaited() {
        acquire(Duration.ZERO).close();
        CallContext call = CallContext.ofService();
        long begin = System.nanoTime();
        limiter.acquire(call, begin + PATIENCE.toNanos());
        assertThat(call.waited()).isBetween(Duration.ofMillis(900), Duration.ofNanos(System.nanoTime() - begin));
        assertThat(call.attempts()).isEqualTo(1);
    }

    private RateLimiter limiter(OptionalInt cap) {
        RequestLimit limit = new RequestLimit(cap);
        return new RateLimiter(limit, new ReplicaBudget(null, limit, 1, Duration.ofSeconds(30), timer), timer);
    }

    private static int permitsAtOnce(RateLimiter limiter) {
        int permits = 0;
        while (true) {
            try {
                limiter.acquire(CallContext.ofService(), System.nanoTime());
                permits++;
            } catch (ResendException noMore) {
                return permits;
            }
        }
    }

    private CompletableFuture<RateLimiter.Permit> later() {
        return CompletableFuture.supplyAsync(() -> acquire(PATIENCE), task -> new Thread(task).start());
    }

    private RateLimiter.Permit acquire(Duration longest) {
        return limiter.acquire(CallContext.ofService(), System.nanoTime() + longest.toNanos());
    }
}
