package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.limit.ReplicaBudget.Allowance;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health of the limiter is that of its machinery. */
class LimiterTrialTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RateLimiter limiter = limiter();
    private final LimiterTrial trial = new LimiterTrial(limiter);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void limiterThatGivesAndTakesIsFaultless() throws InterruptedException {
        assertThat(trial.fault()).isEmpty();
        assertThat(trial.fault()).isEmpty();
    }

    @Test
    void permitsInUseAreNoFault() throws InterruptedException {
        RateLimiter.Permit inUse = limiter.acquire(CallContext.ofService(), System.nanoTime());
        assertThat(trial.fault()).isEmpty();
        inUse.close();
    }

    @Test
    void timerThatDoesNotRunIsAFault() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        timer.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(trial.fault()).hasValueSatisfying(fault -> assertThat(fault).startsWith("its timer does not run"));
        held.countDown();
        assertThat(trial.fault()).isEmpty();
    }

    @Test
    void permitThatNobodyHasAndNobodyCanGetIsLost() throws InterruptedException {
        RequestLimit limit = new RequestLimit(OptionalInt.of(2));
        Allowance allowance = new Allowance(Mode.LOCAL, limit.whole(), System.nanoTime());
        PermitQueue permits = new PermitQueue(allowance, 2, System::nanoTime);
        assertThat(permits.lacks(0)).isFalse();
        Ticket ticket = permits.ticket(Caller.LOCAL);
        assertThat(ticket.await(System.nanoTime())).isTrue();
        ticket.pass();
        assertThat(permits.lacks(1)).isFalse();
        assertThat(permits.lacks(0)).isTrue();
    }

    private RateLimiter limiter() {
        RequestLimit limit = new RequestLimit(OptionalInt.of(1));
        return new RateLimiter(limit, new ReplicaBudget(null, limit, 1, Duration.ofSeconds(30), timer), timer);
    }
}
