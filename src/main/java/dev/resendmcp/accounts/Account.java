package dev.resendmcp.accounts;

import dev.resendmcp.call.Caller;
import dev.resendmcp.client.AccountClient;
import dev.resendmcp.client.ApiKeyStatus;

/** The account of one caller while its key is in use. {@link Accounts} guards the number of uses. */
final class Account {
    private final Caller caller;
    private final AccountClient client;
    private int uses;

    Account(Caller caller, AccountClient client) {
        this.caller = caller;
        this.client = client;
    }

    Caller caller() {
        return caller;
    }

    AccountClient client() {
        return client;
    }

    ApiKeyStatus key() {
        return client.client().state().key();
    }

    boolean isIdle() {
        return uses == 0;
    }

    void enter() {
        uses++;
    }

    void leave() {
        uses--;
    }
}
