package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.States;
import dev.resendmcp.state.redis.NapLog.Nap;
import dev.resendmcp.state.store.StateUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permits that replicas take from one pool. */
@Tag("slow")
class RedisPermitsTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Long enough to look at a permit before it is back. */
    private static final Duration SOON = Duration.ofSeconds(3);
    /** Redis lets keys go at whole milliseconds. */
    private static final long ROUNDING = 1_000;

    @TempDir
    Path directory;

    private final Redis redis = Redis.running();
    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
        redis.close();
    }

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
    void permitGoesBackExactlyAfterItsNewTimeAlsoForOneThatWaitsAlready() throws Exception {
        SharedPermits one = pool("one");
        one.resize(1);
        String permit = one.take(LONG, LEASE).orElseThrow();
        RedisConnection connection = redis.connect();
        NapLog log = new NapLog(redis);
        RedisPermits two = new RedisPermits(connection, 1, log);
        CompletableFuture<String> taken =
                CompletableFuture.supplyAsync(() -> uninterrupted(two, LONG).orElseThrow());
        List<Nap> naps = log.naps();
        Awaitility.await().until(() -> naps.size() > 1);
        long before = redis.micros();
        one.expireIn(permit, SOON);
        Awaitility.await().until(() -> redis.backAt(permit) < before + micros(LEASE) / 2);
        long back = redis.backAt(permit);
        assertThat(back).isBetween(before + micros(SOON), redis.micros() + micros(SOON));
        long takenAt = redis.backAt(taken.get()) - micros(LEASE);
        System.err.printf(
                "A permit was taken by a waiting replica %.1f ms after it was back%n", (takenAt - back) / 1e3);
        assertThat(takenAt).isGreaterThanOrEqualTo(back);
        connection.stop();
        Nap last = naps.get(naps.size() - 1);
        assertThat(last.asked())
                .as("no longer than was left")
                .isBetween(1L, back - naps.get(naps.size() - 2).end());
        assertThat(last.begin() + last.asked())
                .as("not too short either, unless the longest nap is")
                .isGreaterThanOrEqualTo(Math.min(back, last.begin() + RedisPermits.LONGEST_NAP_MICROS));
        assertThat(naps)
                .allSatisfy(nap -> assertThat(nap.asked()).isLessThanOrEqualTo(RedisPermits.LONGEST_NAP_MICROS));
    }

    private static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }

    @Test
    void permitGoesBackByItselfWhenNobodySaysSo() throws InterruptedException {
        SharedPermits one = pool("one");
        one.resize(1);
        assertThat(one.take(LONG, Duration.ofMillis(300))).isPresent();
        assertThat(one.take(LONG, LEASE)).isPresent();
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
    void partsOfReplicasThatAreAwayAreLeftFree() throws InterruptedException {
        List<SharedPermits> pools = Stream.of("one", "two", "three")
                .map(name -> states.sharedBy(3, directory.resolve(name), redis.port())
                        .sharedPermits()
                        .orElseThrow())
                .toList();
        pools.get(0).resize(10);
        assertThat(pools.get(0).take(LONG, LEASE)).as("one at least").isPresent();
        assertThat(pools.get(1).take(NONE, LEASE)).isEmpty();
        pools.get(0).heartbeat();
        pools.get(1).heartbeat();
        assertThat(takeAll(pools.get(0))).as("two thirds of ten").isEqualTo(6 - 1);
        pools.get(2).heartbeat();
        assertThat(takeAll(pools.get(2))).isEqualTo(10 - 6);
    }

    @Test
    void replicaThatSaysNothingIsAwaySoon() throws InterruptedException {
        SharedPermits pool = states.sharedBy(2, directory.resolve("one"), redis.port())
                .sharedPermits()
                .orElseThrow();
        pool.resize(4);
        pool.heartbeat();
        assertThat(pool.take(LONG, LEASE)).isPresent();
        assertThat(takeAll(pool)).isEqualTo(1);
        pool.resize(10);
        long away = redis.presentAt() + micros(SharedPermits.HEARTBEAT_LIFE);
        Awaitility.await().until(() -> {
            long before = redis.micros();
            Optional<String> permit = pool.take(NONE, SECOND);
            long after = redis.micros();
            permit.ifPresent(one -> pool.expireIn(one, NONE));
            assertThat(permit.isPresent() ? before : -after)
                    .as("present until then, away from then on")
                    .isLessThanOrEqualTo(permit.isPresent() ? away : ROUNDING - away);
            return permit.isEmpty();
        });
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

    private SharedPermits pool(String name) {
        return states.shared(directory.resolve(name), redis.port())
                .sharedPermits()
                .orElseThrow();
    }

    private static int takeAll(SharedPermits pool) throws InterruptedException {
        int taken = 0;
        while (pool.take(NONE, LEASE).isPresent()) {
            taken++;
        }
        return taken;
    }

    private static Optional<String> uninterrupted(SharedPermits pool, Duration wait) {
        try {
            return pool.take(wait, LEASE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
