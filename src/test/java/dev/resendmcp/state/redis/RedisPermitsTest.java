package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.States;
import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Permits that replicas take from one pool. */
@Tag("slow")
class RedisPermitsTest extends RedisPermitsFixture {
    @Test
    void poolThatRedisDoesNotKnowGivesNothingForASecond() throws InterruptedException {
        SharedPermits pool = pool("one");
        long before = redis.micros();
        pool.resize(3);
        String permit = pool.take(LONG, LEASE).orElseThrow();
        assertThat(redis.backAt(permit) - micros(LEASE)).isGreaterThanOrEqualTo(before + micros(SECOND) - ROUNDING);
    }

    @Test
    void noMorePermitsAreGivenThanThereAre() throws InterruptedException {
        SharedPermits one = pool("one");
        SharedPermits two = pool("two");
        one.resize(2);
        assertThat(one.take(LONG, LEASE)).isPresent();
        assertThat(two.take(LONG, LEASE)).isPresent();
        assertThat(one.take(NONE, LEASE)).isEmpty();
        assertThat(two.take(NONE, LEASE)).isEmpty();
        two.resize(3);
        assertThat(one.take(NONE, LEASE)).isPresent();
    }

    @Test
    void poolThatThereIsKeepsItsNumberOfPermits() throws InterruptedException {
        SharedPermits one = pool("one");
        one.resize(2);
        one.ensure(1);
        assertThat(one.take(LONG, LEASE)).isPresent();
        assertThat(one.take(NONE, LEASE)).isPresent();
        assertThat(one.take(NONE, LEASE)).isEmpty();
    }

    @Test
    void threeReplicasNeverTakeMoreThanThereAreInASecond() throws Exception {
        List<SharedPermits> pools =
                Stream.of("one", "two", "three").map(this::pool).toList();
        pools.get(0).resize(10);
        assertThat(pools.get(0).take(LONG, Duration.ofMillis(1))).isPresent();
        Queue<Long> takenAt = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(100);
        States.atOnce(3, number -> {
            while (left.getAndDecrement() > 0) {
                String permit = uninterrupted(pools.get(number), LONG).orElseThrow();
                takenAt.add(redis.backAt(permit) - micros(LEASE));
                pools.get(number).expireIn(permit, SECOND);
            }
        });
        long[] times = takenAt.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = mostInASecond(times);
        System.err.printf(
                "10 permits a second, three replicas: %d taken in %.1f s, at most %d in a second%n",
                times.length, (times[times.length - 1] - times[0]) / 1e6, most);
        assertThat(times).hasSize(100);
        assertThat(most).isLessThanOrEqualTo(10);
    }

    @Test
    void withoutRedisNothingIsGivenAndNobodyWaits() {
        SharedPermits one = pool("one");
        one.resize(1);
        redis.stop();
        assertThatThrownBy(() -> one.take(LONG, LEASE)).isInstanceOf(StateUnavailableException.class);
        assertThatThrownBy(() -> one.resize(2)).isInstanceOf(StateUnavailableException.class);
        one.expireIn("permit", SECOND);
        redis.start();
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            assertThat(one.take(LONG, LEASE)).isPresent();
            assertThat(one.take(NONE, LEASE))
                    .as("the size was told when Redis was back")
                    .isPresent();
        });
        assertThat(uninterrupted(one, NONE)).isEmpty();
    }

    @Test
    void interruptEndsTheWait() throws InterruptedException {
        SharedPermits one = pool("one");
        one.resize(1);
        assertThat(one.take(LONG, LEASE)).isPresent();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> one.take(LONG, LEASE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static int mostInASecond(long[] times) {
        int most = 0;
        for (int from = 0; from < times.length; from++) {
            int to = from;
            while (to < times.length && times[to] - times[from] < micros(SECOND)) {
                to++;
            }
            most = Math.max(most, to - from);
        }
        return most;
    }
}
