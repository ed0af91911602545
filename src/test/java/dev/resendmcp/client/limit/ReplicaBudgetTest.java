package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.state.redis.SharedPermits;
import dev.resendmcp.state.store.StateUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas stay within one limit together, with and without the pool they share. */
@Tag("slow")
class ReplicaBudgetTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
    private final Pool pool = new Pool();
    private final List<ReplicaBudget> budgets = new ArrayList<>();
    private final List<RateLimiter> replicas = new ArrayList<>();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void replicasThatReachThePoolShareTheWholeLimit() {
        start(3);
        awaitShared();
        assertThat(permitsAtOnce(replicas.get(0))).as("one may use all of it").isEqualTo(9);
        assertThat(permitsAtOnce(replicas.get(1))).isZero();
    }

    @Test
    void replicaWithoutThePoolKeepsToItsPart() {
        pool.gone = true;
        start(3);
        awaitOwnPart(replicas.get(0));
        assertThat(permitsAtOnce(replicas.get(0))).isEqualTo(2);
        assertThat(permitsAtOnce(replicas.get(1))).isEqualTo(3);
        assertThat(replicas.get(0).cutOff()).isTrue();
    }

    @Test
    void replicaThatLosesThePoolUsesItsPartWhenTheOthersLeaveItFree() {
        start(3);
        awaitShared();
        pool.gone = true;
        RateLimiter replica = replicas.get(0);
        long begin = System.nanoTime();
        awaitOwnPart(replica);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the others count it as present, and a window more")
                .isGreaterThanOrEqualTo(SharedPermits.HEARTBEAT_LIFE.plusSeconds(1));
        assertThat(replica.cutOff()).isTrue();
        assertThat(permitsAtOnce(replica)).isEqualTo(2);
    }

    @Test
    void replicaThatComesBackIsPresentWhenItsOwnPartIsUnused() {
        pool.gone = true;
        start(1);
        RateLimiter replica = replicas.get(0);
        RateLimiter.Permit own = replica.acquire(CallContext.ofService(), System.nanoTime() + LONG.toNanos());
        pool.gone = false;
        awaitShared();
        assertThat(pool.presences).hasValue(0);
        long begin = System.nanoTime();
        own.close();
        Awaitility.await().atMost(LONG).until(() -> pool.presences.get() > 0);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void replicaThatReachesThePoolIsPresentAgainAndAgain() {
        start(1);
        Awaitility.await().atMost(LONG).until(() -> pool.presences.get() > 2);
    }

    @Test
    void partBelowOneRequestASecondIsOneInALongerWindow() {
        RequestLimit limit = new RequestLimit(OptionalInt.of(2));
        assertThat(limit.part(3)).isEqualTo(new RequestLimit.Share(1, Duration.ofMillis(1_500)));
    }

    @Test
    void everyPermitOfThePoolComesBackASecondAfterItsUse() {
        start(1);
        awaitShared();
        RateLimiter.Permit permit = replicas.get(0).acquire(CallContext.ofService(), System.nanoTime());
        permit.close();
        assertThat(pool.delays).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void callerThatIsTurnedAwayKeepsNoPermitOfThePool() {
        start(1);
        awaitShared();
        RateLimiter replica = replicas.get(0);
        permitsAtOnce(replica);
        assertThat(pool.free()).isZero();
        assertThat(pool.delays).as("nobody but those who passed had one").isEmpty();
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            RequestLimit limit = new RequestLimit(OptionalInt.of(9));
            ReplicaBudget budget = new ReplicaBudget(pool, limit, count, Duration.ofSeconds(30), timer);
            budgets.add(budget);
            RateLimiter replica = new RateLimiter(limit, budget, timer);
            replica.start();
            replicas.add(replica);
        }
    }

    private void awaitShared() {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> budgets.stream().allMatch(budget -> budget.mode() == ReplicaBudget.Mode.SHARED));
    }

    private static void awaitOwnPart(RateLimiter replica) {
        replica.acquire(CallContext.ofService(), System.nanoTime() + LONG.toNanos());
    }

    private static int permitsAtOnce(RateLimiter limiter) {
        int permits = 0;
        while (true) {
            try {
                limiter.acquire(CallContext.ofService(), System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
                permits++;
            } catch (ResendException noMore) {
                return permits;
            }
        }
    }

    /** Permits that never come back by themselves, and a switch that cuts them off. */
    private static final class Pool implements SharedPermits {
        private final Semaphore permits = new Semaphore(0);
        private final List<Duration> delays = new ArrayList<>();
        private final AtomicInteger presences = new AtomicInteger();
        private int size;
        private volatile boolean gone;

        int free() {
            return permits.availablePermits();
        }

        @Override
        public Optional<String> take(Duration wait, Duration lease) throws InterruptedException {
            reach();
            return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of("permit") : Optional.empty();
        }

        @Override
        public void expireIn(String permit, Duration delay) {
            delays.add(delay);
        }

        @Override
        public void ensure(int count) {
            if (size == 0) {
                resize(count);
            }
        }

        @Override
        public synchronized void resize(int count) {
            reach();
            permits.release(count - size);
            size = count;
        }

        @Override
        public void heartbeat() {
            reach();
            presences.incrementAndGet();
        }

        private void reach() {
            if (gone) {
                throw new StateUnavailableException(new IOException("gone"));
            }
        }
    }
}
