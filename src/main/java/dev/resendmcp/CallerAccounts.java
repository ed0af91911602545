package dev.resendmcp;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.accounts.AccountMetrics;
import dev.resendmcp.accounts.AccountTools;
import dev.resendmcp.accounts.Accounts;
import dev.resendmcp.accounts.CallerNames;
import dev.resendmcp.accounts.KeyChecks;
import dev.resendmcp.accounts.ResendKeyAuthenticator;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.AccountClient;
import dev.resendmcp.client.AccountClients;
import dev.resendmcp.health.AccountKeys;
import dev.resendmcp.health.AccountQueues;
import dev.resendmcp.health.AccountsReachable;
import dev.resendmcp.health.ResendConnections;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.toolsets.ToolView;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account for each caller, with the caller's own Resend key.
 *
 * @param clients of all keys
 * @param accounts that are open
 * @param keys turns keys into callers
 */
record CallerAccounts(AccountClients clients, Accounts accounts, Authenticator keys) implements Upstream {
    private static final Logger log = LoggerFactory.getLogger(CallerAccounts.class);

    /** @param threads run checks of keys, which may wait */
    static CallerAccounts of(
            ResendMcpConfiguration configuration,
            AccountClients clients,
            CallerDirectory directory,
            Executor threads,
            Metrics registry) {
        int most = configuration.auth().maxResendKeys();
        AccountMetrics metrics = new AccountMetrics(registry);
        Accounts accounts = new Accounts(clients, most, metrics);
        metrics.read(accounts, most);
        CallerNames names = CallerNames.of(
                configuration.access().confirmationKey(), configuration.state().directory());
        KeyChecks checks = new KeyChecks(clients.probe(), threads, metrics, Clock.systemUTC());
        log.warn(
                "AUTH_TYPE is resend-key: anyone with a valid key of any Resend account may call, and this process holds"
                        + " the keys of its callers in memory. Serve it over TLS, to networks that you trust");
        return new CallerAccounts(clients, accounts, new ResendKeyAuthenticator(names, checks, accounts, directory));
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.of(keys);
    }

    @Override
    public Object api(Class<?> module) {
        return accounts.api(module);
    }

    @Override
    public Tools inAccount(Tools tools) {
        return new AccountTools(tools, accounts);
    }

    /** What a key for sending only cannot use is hidden from its caller alone. */
    @Override
    public Supplier<ToolView> offered(ToolView chosen) {
        return () -> chosen;
    }

    @Override
    public Map<String, HealthCheck> healthChecks(Duration maxWait, Supervisor threads) {
        return Map.of(
                "resend-reachable", new AccountsReachable(accounts, clients.probe(), Clock.systemUTC(), threads),
                "resend-connections", new ResendConnections(clients.connections()),
                "resend-api-key", new AccountKeys(accounts, threads),
                "rate-limiter", new AccountQueues(accounts, clients.probe(), threads));
    }

    @Override
    public Map<String, Object> status(Caller caller) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("caller", caller.id());
        accounts.client(caller).ifPresent(own -> facts.putAll(AccountFacts.of(own.client(), own.limiter())));
        return facts;
    }

    @Override
    public Map<String, Object> overview() {
        Map<String, Object> open = new LinkedHashMap<>();
        accounts.all().forEach((caller, own) -> open.put(caller.id(), AccountFacts.of(own.client(), own.limiter())));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("openAccounts", open.size());
        facts.put("accounts", open);
        return facts;
    }

    @Override
    public long waitingCalls() {
        return accounts.all().values().stream()
                .mapToLong(own -> own.limiter().queueDepth())
                .sum();
    }

    @Override
    public Duration expectedWait() {
        return accounts.all().values().stream()
                .map(AccountClient::limiter)
                .map(limiter -> limiter.expectedWait())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public void apiKeyReplaced() {
        // The service has no key of its own.
    }
}
