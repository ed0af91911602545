package dev.resendmcp.client;

import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.limit.ReplicaBudget;
import dev.resendmcp.client.limit.RequestLimit;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.client.retry.RetryRules;
import dev.resendmcp.client.settings.ApiKey;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes a client for each key of a caller. Clients share threads, connections and memory; what one key does or meets changes
 * nothing for another. Safe for use by many threads.
 */
public final class AccountClients {
    private final ClientParts parts;
    private final UpstreamMetrics metrics;
    private final OptionalInt rate;
    private final int replicas;
    private final ScheduledExecutorService timer;
    private final KeyProbe probe;
    private final Set<AccountClient> open = ConcurrentHashMap.newKeySet();

    /**
     * @param rate most requests per second of each key, if the operator sets one
     * @param replicas that divide the rate limit of each key among them
     * @param timer of all limiters
     */
    AccountClients(
            ClientParts parts,
            UpstreamMetrics metrics,
            OptionalInt rate,
            int replicas,
            ScheduledExecutorService timer) {
        this.parts = parts;
        this.metrics = metrics;
        this.rate = rate;
        this.replicas = replicas;
        this.timer = timer;
        this.probe = new KeyProbe(parts, metrics, limiter(OptionalInt.of(KeyProbe.PER_SECOND), 1));
    }

    /** Finds out about keys. */
    public KeyProbe probe() {
        return probe;
    }

    /** Connections to Resend, which all clients share. */
    public ConnectionPool connections() {
        return parts.connections();
    }

    /**
     * Makes the client of a key.
     *
     * @param known what Resend has shown of the key
     * @param refused runs when Resend refuses the key
     */
    public AccountClient open(ApiKey key, ApiKeyStatus known, Runnable refused) {
        RateLimiter limiter = limiter(rate, replicas);
        RetryRules rules = new RetryRules();
        UpstreamMonitor monitor = new UpstreamMonitor(metrics, parts.clock(), known, refused);
        ResendClient client = parts.client(() -> key, limiter, rules, monitor, new OutageBreaker(parts.clock()));
        AccountClient account = new AccountClient(limiter, rules, client);
        open.add(account);
        return account;
    }

    private RateLimiter limiter(OptionalInt cap, int parted) {
        RequestLimit limit = new RequestLimit(cap);
        return new RateLimiter(limit, new ReplicaBudget(null, limit, parted, Duration.ZERO, timer), timer);
    }

    /** Forgets a client that is no longer needed. Its calls in progress go on. */
    public void close(AccountClient account) {
        open.remove(account);
    }

    /** Ends all waits after this long, because the service stops. */
    void stopAfter(Duration delay) {
        Future<?> unused = timer.schedule(this::stop, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Refuses all waiting and new calls of all clients; requests in progress go on. */
    private void stop() {
        open.forEach(account -> {
            account.limiter().stop();
            account.rules().stop();
        });
    }
}
