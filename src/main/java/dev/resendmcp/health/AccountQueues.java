package dev.resendmcp.health;

import dev.resendmcp.accounts.Accounts;
import dev.resendmcp.client.KeyProbe;
import dev.resendmcp.client.limit.LimiterTrial;
import dev.resendmcp.threads.Supervisor;
import java.util.Optional;

/**
 * Checks that permits of rate limiters come back, which they do on one timer for all accounts. How long a caller waits for the limit
 * of its own account says nothing of the service.
 */
public final class AccountQueues extends WatchedCheck {
    private final Accounts accounts;
    private final LimiterTrial trial;

    public AccountQueues(Accounts accounts, KeyProbe probe, Supervisor threads) {
        super(threads);
        this.accounts = accounts;
        this.trial = new LimiterTrial(probe.limiter());
    }

    @Override
    protected Result check() throws InterruptedException {
        Optional<String> fault = trial.fault();
        if (fault.isPresent()) {
            return Result.unhealthy("The rate limiters let no calls through: " + fault.get() + "; restart the service");
        }
        long waiting = accounts.all().values().stream()
                .mapToLong(own -> own.limiter().queueDepth())
                .sum();
        return Result.healthy(
                waiting + " calls wait for the rate limits of " + accounts.all().size() + " accounts");
    }
}
