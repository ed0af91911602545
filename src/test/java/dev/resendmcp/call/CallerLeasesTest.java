package dev.resendmcp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for a part of the budget gets it in turn, however much the others want. */
class CallerLeasesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CallerShares pool = CallerShares.halves(100);
    private final List<String> granted = new CopyOnWriteArrayList<>();

    @Test
    void leasesTakeNoMoreThanTheTotal() {
        take("a", 60);
        assertThat(pool.lease(new Caller("b"), 60, now())).isEmpty();
        assertThat(pool.taken()).isEqualTo(60);
    }

    @Test
    void ownerWithALeaseGetsHalfAtMost() {
        take("a", 30);
        assertThat(pool.lease(new Caller("a"), 30, now())).isEmpty();
        assertThat(take("b", 30).amount()).isEqualTo(30);
    }

    @Test
    void oneLeaseMayBeTheWholePool() {
        take("a", 100).close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void whatShrinksLeavesRoomForWhoWaits() {
        CallerShares.Lease first = take("a", 100);
        CompletableFuture<Void> second = later("b", 60);
        first.shrink(40);
        second.join();
        assertThat(pool.taken()).isEqualTo(100);
    }

    @Test
    void closingTwiceGivesBackOnce() {
        CallerShares.Lease lease = take("a", 100);
        lease.shrink(10);
        lease.close();
        lease.close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void ownersTakeTurnsHoweverManyRequestsOneHas() {
        CallerShares.Lease all = take("c", 100);
        CompletableFuture<?>[] waiting = {
            later("greedy", 100), later("greedy", 100), later("greedy", 100), later("modest", 100)
        };
        all.close();
        CompletableFuture.allOf(waiting).join();
        assertThat(granted).containsExactly("greedy", "modest", "greedy", "greedy");
    }

    @Test
    void whoGivesUpDelaysNobody() {
        CallerShares.Lease most = take("a", 90);
        assertThat(pool.lease(new Caller("b"), 50, now())).isEmpty();
        assertThat(take("b", 10).amount()).isEqualTo(10);
        most.close();
        assertThat(pool.taken()).isEqualTo(10);
    }

    /** Takes a lease on a thread of its own, notes whose it is, and gives it back; returns when the request waits. */
    private CompletableFuture<Void> later(String owner, long bytes) {
        int before = pool.waiting();
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    CallerShares.Lease lease = pool.lease(new Caller(owner), bytes, now() + LONG.toNanos())
                            .orElseThrow();
                    granted.add(owner);
                    if (bytes == 100) {
                        lease.close();
                    }
                },
                task -> new Thread(task).start());
        await().atMost(LONG).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> pool.waiting() > before);
        return done;
    }

    private CallerShares.Lease take(String owner, long bytes) {
        return pool.lease(new Caller(owner), bytes, now()).orElseThrow();
    }

    private static long now() {
        return System.nanoTime();
    }
}
