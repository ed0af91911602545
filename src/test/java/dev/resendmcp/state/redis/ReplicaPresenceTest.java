package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The parts of the permits that replicas take, by who is present. */
@Tag("slow")
class ReplicaPresenceTest extends RedisPermitsFixture {
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

    private static int takeAll(SharedPermits pool) throws InterruptedException {
        int taken = 0;
        while (pool.take(NONE, LEASE).isPresent()) {
            taken++;
        }
        return taken;
    }
}
