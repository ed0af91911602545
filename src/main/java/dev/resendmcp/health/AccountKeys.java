package dev.resendmcp.health;

import dev.resendmcp.accounts.Accounts;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.threads.Supervisor;

/** Says which keys callers bring. Always healthy: a key that Resend refuses is a matter of its caller. */
public final class AccountKeys extends WatchedCheck {
    private final Accounts accounts;

    public AccountKeys(Accounts accounts, Supervisor threads) {
        super(threads);
        this.accounts = accounts;
    }

    @Override
    protected Result check() {
        long sending = accounts.all().values().stream()
                .filter(own -> own.client().state().key() == ApiKeyStatus.SENDING_ONLY)
                .count();
        return Result.healthy("The service has no key of its own; keys of callers in use: "
                + accounts.all().size() + ", of them for sending only: " + sending);
    }
}
