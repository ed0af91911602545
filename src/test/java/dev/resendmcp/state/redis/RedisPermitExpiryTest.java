package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.state.redis.NapLog.Nap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a permit goes back to its pool. */
@Tag("slow")
class RedisPermitExpiryTest extends RedisPermitsFixture {
    /** Long enough to look at a permit before it is back. */
    private static final Duration SOON = Duration.ofSeconds(3);

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

    @Test
    void permitGoesBackByItselfWhenNobodySaysSo() throws InterruptedException {
        SharedPermits one = pool("one");
        one.resize(1);
        assertThat(one.take(LONG, Duration.ofMillis(300))).isPresent();
        assertThat(one.take(LONG, LEASE)).isPresent();
    }
}
