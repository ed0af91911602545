package dev.resendmcp.accounts;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.AccountClient;
import dev.resendmcp.client.AccountClients;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of callers whose keys are in use, bounded in number: a new one takes the place of the one that has been idle for
 * the longest time. The journal keeps what an account sent, so closing one repeats no mail. Safe for use by many threads.
 */
public final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final Duration WHILE_ALL_ARE_BUSY = Duration.ofSeconds(5);

    private final AccountClients clients;
    private final int most;
    private final AccountMetrics metrics;
    /** The one that was used last is the last. */
    private final Map<Caller, Account> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most accounts at a time */
    public Accounts(AccountClients clients, int most, AccountMetrics metrics) {
        this.clients = clients;
        this.most = most;
        this.metrics = metrics;
    }

    /** The right to use an account, which stays open until this is closed. */
    final class Use implements AutoCloseable {
        private final Account account;

        private Use(Account account) {
            this.account = account;
            account.enter();
        }

        @Override
        public void close() {
            synchronized (Accounts.this) {
                account.leave();
            }
        }
    }

    /**
     * The account of a caller, which is opened unless it is open.
     *
     * @param known what Resend has shown of the key
     * @param refused runs when Resend refuses the key
     * @throws ResendException if all accounts are in use
     */
    synchronized Account open(Caller caller, ApiKey key, ApiKeyStatus known, Runnable refused) {
        Account there = open.get(caller);
        if (there != null) {
            return there;
        }
        if (open.size() >= most) {
            makeRoom();
        }
        Account opened = new Account(caller, clients.open(key, known, refused));
        open.put(caller, opened);
        log.atInfo().addKeyValue("caller", caller.id()).log("The account of a caller is open");
        return opened;
    }

    private void makeRoom() {
        Iterator<Account> eldestFirst = open.values().iterator();
        while (eldestFirst.hasNext()) {
            Account account = eldestFirst.next();
            if (account.isIdle()) {
                eldestFirst.remove();
                closed(account, AccountMetrics.Closing.IDLE);
                return;
            }
        }
        metrics.turnedAway();
        throw new ResendException(
                ErrorName.SERVER_BUSY,
                "All " + most + " places for Resend keys are in use (MAX_RESEND_KEYS); try again in "
                        + WHILE_ALL_ARE_BUSY.toSeconds() + " s",
                WHILE_ALL_ARE_BUSY);
    }

    private void closed(Account account, AccountMetrics.Closing reason) {
        clients.close(account.client());
        metrics.closed(reason);
        log.atInfo()
                .addKeyValue("caller", account.caller().id())
                .addKeyValue("reason", reason.label())
                .log("The account of a caller is closed");
    }

    /** Closes the account of a caller whose key Resend refuses. Calls that are in progress end with Resend's answer. */
    synchronized void refused(Caller caller) {
        Account account = open.remove(caller);
        if (account != null) {
            closed(account, AccountMetrics.Closing.REFUSED);
        }
    }

    /** Keeps the account of a caller open; empty if it is not. */
    synchronized Optional<Use> use(Caller caller) {
        return Optional.ofNullable(open.get(caller)).map(Use::new);
    }

    /** The client of a caller's account; empty if it is not open. */
    public synchronized Optional<AccountClient> client(Caller caller) {
        // Not through get, which would count as a use.
        return open.values().stream()
                .filter(account -> account.caller().equals(caller))
                .findFirst()
                .map(Account::client);
    }

    /** The open accounts, by caller. */
    public synchronized Map<Caller, AccountClient> all() {
        Map<Caller, AccountClient> all = new LinkedHashMap<>();
        for (Account account : new ArrayList<>(open.values())) {
            all.put(account.caller(), account.client());
        }
        return all;
    }

    /** An implementation of an annotated interface, which calls Resend in the account of the call on this thread. */
    public <T> T api(Class<T> module) {
        return ResendClient.api(module, this::current);
    }

    private synchronized ResendClient current() {
        return CallContext.current()
                .map(call -> open.get(call.caller()))
                .map(account -> account.client().client())
                .orElseThrow(Accounts::notOpen);
    }

    static ResendException notOpen() {
        return new ResendException(
                ErrorName.SERVER_BUSY,
                "The account of this key has been closed, so nothing was sent; call again",
                Duration.ofSeconds(1));
    }
}
