package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permits that replicas take from one pool. */
class RedisPermitsTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);

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
        pool.resize(3);
        assertThat(pool.take(NONE, LEASE)).isEmpty();
        assertThat(pool.take(LONG, LEASE)).isPresent();
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
    void permitGoesBackAfterItsNewTimeAlsoForOneThatWaitsAlready() throws Exception {
        SharedPermits one = pool("one");
        SharedPermits two = pool("two");
        one.resize(1);
        String permit = one.take(LONG, LEASE).orElseThrow();
        CompletableFuture<Long> taken = CompletableFuture.supplyAsync(() -> {
            assertThat(uninterrupted(two, LONG)).isPresent();
            return System.nanoTime();
        });
        long begin = System.nanoTime();
        one.expireIn(permit, SECOND);
        double millis = (taken.get() - begin) / 1e6;
        System.err.printf("A permit that goes back in 1000 ms was taken by a waiting replica after %.1f ms%n", millis);
        // Without its new time it would be back after LEASE, which the other does not wait for; a slow machine takes
        // longer.
        assertThat(LONG).isLessThan(LEASE);
        assertThat(millis).isGreaterThan(995);
    }

    @Test
    void permitGoesBackByItselfWhenNobodySaysSo() throws InterruptedException {
        SharedPermits one = pool("one");
        one.resize(1);
        assertThat(one.take(LONG, Duration.ofMillis(300))).isPresent();
        assertThat(one.take(LONG, LEASE)).isPresent();
    }

    @Test
    void threeReplicasNeverTakeMoreThanThereAreInASecondAndHardlyFewer() throws Exception {
        List<SharedPermits> pools =
                Stream.of("one", "two", "three").map(this::pool).toList();
        pools.get(0).resize(10);
        assertThat(pools.get(0).take(LONG, Duration.ofMillis(1))).isPresent();
        Queue<Long> used = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(10).toNanos();
        States.atOnce(3, number -> {
            while (System.nanoTime() < end) {
                uninterrupted(pools.get(number), SECOND).ifPresent(permit -> {
                    used.add(System.nanoTime());
                    pools.get(number).expireIn(permit, SECOND);
                });
            }
        });
        long[] times = used.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = mostInASecond(times);
        System.err.printf(
                "10 permits a second, three replicas, 10 s: %d taken of 100, at most %d in a second%n",
                times.length, most);
        assertThat(most).isLessThanOrEqualTo(10);
        assertThat(times.length).isGreaterThanOrEqualTo(95);
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
        pools.get(0).present();
        pools.get(1).present();
        assertThat(takeAll(pools.get(0))).as("two thirds of ten").isEqualTo(6 - 1);
        pools.get(2).present();
        assertThat(takeAll(pools.get(2))).isEqualTo(10 - 6);
    }

    @Test
    void replicaThatSaysNothingIsAwaySoon() throws InterruptedException {
        SharedPermits pool = states.sharedBy(2, directory.resolve("one"), redis.port())
                .sharedPermits()
                .orElseThrow();
        pool.resize(4);
        pool.present();
        assertThat(pool.take(LONG, LEASE)).isPresent();
        assertThat(takeAll(pool)).isEqualTo(1);
        pool.resize(10);
        long begin = System.nanoTime();
        Awaitility.await().atMost(LONG).until(() -> {
            String permit = pool.take(NONE, SECOND).orElse(null);
            if (permit != null) {
                pool.expireIn(permit, NONE);
            }
            return permit == null;
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SharedPermits.PRESENT_FOR.plus(SECOND));
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
            while (to < times.length
                    && times[to] - times[from] < Duration.ofSeconds(1).toNanos()) {
                to++;
            }
            most = Math.max(most, to - from);
        }
        return most;
    }
}
