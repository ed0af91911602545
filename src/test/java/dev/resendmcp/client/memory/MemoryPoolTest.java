package dev.resendmcp.client.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.client.memory.ResponseMemory.ResponseMemoryFullException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MemoryPool pool = new MemoryPool(100);
    private final List<String> granted = new CopyOnWriteArrayList<>();

    @Test
    void leasesTakeNoMoreThanTheTotal() throws ResponseMemoryFullException {
        pool.take("a", 60, now());
        assertThatThrownBy(() -> pool.take("b", 60, now())).isInstanceOf(ResponseMemoryFullException.class);
        assertThat(pool.taken()).isEqualTo(60);
    }

    @Test
    void ownerWithALeaseGetsHalfAtMost() throws ResponseMemoryFullException {
        pool.take("a", 30, now());
        assertThatThrownBy(() -> pool.take("a", 30, now())).isInstanceOf(ResponseMemoryFullException.class);
        assertThat(pool.take("b", 30, now()).bytes()).isEqualTo(30);
    }

    @Test
    void oneLeaseMayBeTheWholePool() throws ResponseMemoryFullException {
        pool.take("a", 100, now()).close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void whatShrinksLeavesRoomForWhoWaits() throws ResponseMemoryFullException {
        MemoryPool.Lease first = pool.take("a", 100, now());
        CompletableFuture<Void> second = later("b", 60);
        first.shrink(40);
        second.join();
        assertThat(pool.taken()).isEqualTo(100);
    }

    @Test
    void closingTwiceGivesBackOnce() throws ResponseMemoryFullException {
        MemoryPool.Lease lease = pool.take("a", 100, now());
        lease.shrink(10);
        lease.close();
        lease.close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void ownersTakeTurnsHoweverManyRequestsOneHas() throws ResponseMemoryFullException {
        MemoryPool.Lease all = pool.take("c", 100, now());
        CompletableFuture<?>[] waiting = {
            later("greedy", 100), later("greedy", 100), later("greedy", 100), later("modest", 100)
        };
        all.close();
        CompletableFuture.allOf(waiting).join();
        assertThat(granted).containsExactly("greedy", "modest", "greedy", "greedy");
    }

    @Test
    void whoGivesUpDelaysNobody() throws ResponseMemoryFullException {
        MemoryPool.Lease most = pool.take("a", 90, now());
        assertThatThrownBy(() -> pool.take("b", 50, now())).isInstanceOf(ResponseMemoryFullException.class);
        assertThat(pool.take("b", 10, now()).bytes()).isEqualTo(10);
        most.close();
        assertThat(pool.taken()).isEqualTo(10);
    }

    /** Takes a lease on a thread of its own, notes whose it is, and gives it back; returns when the request waits. */
    private CompletableFuture<Void> later(String owner, long bytes) {
        int before = pool.waiting();
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    try {
                        MemoryPool.Lease lease = pool.take(owner, bytes, now() + LONG.toNanos());
                        granted.add(owner);
                        if (bytes == 100) {
                            lease.close();
                        }
                    } catch (ResponseMemoryFullException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task).start());
        await().atMost(LONG).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> pool.waiting() > before);
        return done;
    }

    private static long now() {
        return System.nanoTime();
    }
}
