package dev.resendmcp.accounts;

import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.OfferedTools;
import dev.resendmcp.toolsets.ToolView;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers with their own Resend keys. A key is looked up by a keyed digest, so that the time tells nothing about it. An entry of
 * the caller's name in the file of callers narrows its rights, and has its policy and budgets.
 */
public final class ResendKeyAuthenticator implements Authenticator {
    private static final Logger log = LoggerFactory.getLogger(ResendKeyAuthenticator.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final ToolView OF_SENDING_KEY = new OfferedTools(ToolView.ALL, () -> true).get();

    private final CallerNames names;
    private final KeyChecks checks;
    private final Accounts accounts;
    private final CallerDirectory directory;

    /** @param directory may have entries for callers, by their names */
    public ResendKeyAuthenticator(CallerNames names, KeyChecks checks, Accounts accounts, CallerDirectory directory) {
        this.names = names;
        this.checks = checks;
        this.accounts = accounts;
        this.directory = directory;
    }

    @Override
    public Optional<Granted> grant(Optional<String> token) {
        return token.flatMap(ApiKey::find).flatMap(this::grant);
    }

    private Optional<Granted> grant(ApiKey key) {
        Caller caller = names.of(key);
        KeyChecks.Verdict verdict = checks.known(caller)
                .orElseThrow(() -> new UnknownCallerException(() -> checks.ask(caller, key, accounts.client(caller))));
        if (verdict.failure().isPresent()) {
            throw unchecked(verdict.failure().get());
        }
        if (verdict.key() == ApiKeyStatus.REFUSED) {
            accounts.refused(caller);
            return Optional.empty();
        }
        Account account = accounts.open(caller, key, verdict.key(), () -> refused(caller));
        return granted(caller, account.key());
    }

    private Optional<Granted> granted(Caller caller, ApiKeyStatus key) {
        ToolView usable = key == ApiKeyStatus.SENDING_ONLY ? OF_SENDING_KEY : ToolView.ALL;
        return directory.narrowed(new Granted(caller, usable));
    }

    /** Opens no account: those who only listen need none. A key that is to be checked again counts until the answer is there. */
    @Override
    public Optional<Granted> later(Optional<String> token, Granted then) {
        Optional<KeyChecks.Verdict> verdict = checks.known(then.caller());
        if (verdict.isEmpty()) {
            token.flatMap(ApiKey::find).ifPresent(key -> askInTheBackground(then.caller(), key));
        }
        if (verdict.map(KeyChecks.Verdict::key).equals(Optional.of(ApiKeyStatus.REFUSED))) {
            return Optional.empty();
        }
        Optional<ApiKeyStatus> shown =
                accounts.client(then.caller()).map(own -> own.client().state().key());
        return granted(
                then.caller(),
                shown.or(() -> verdict.map(KeyChecks.Verdict::key)).orElse(ApiKeyStatus.UNKNOWN));
    }

    private void askInTheBackground(Caller caller, ApiKey key) {
        try {
            CompletableFuture<Void> unused = checks.ask(caller, key, accounts.client(caller));
        } catch (ResendException e) {
            log.debug("The key of a caller will be checked later ({})", e.name());
        }
    }

    private void refused(Caller caller) {
        checks.refused(caller);
        accounts.refused(caller);
    }

    private static ResendException unchecked(ResendException failure) {
        return new ResendException(
                ErrorName.UPSTREAM_UNREACHABLE,
                "Your Resend key could not be checked, because Resend gave no answer about it (" + failure.name()
                        + "); try again in " + RETRY.toSeconds() + " s",
                RETRY);
    }

    /** Only of callers whose account is open. */
    @Override
    public Optional<String> name(Optional<String> token) {
        return token.flatMap(ApiKey::find)
                .map(names::of)
                .filter(caller -> accounts.client(caller).isPresent())
                .map(Caller::id);
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public Set<String> names() {
        return directory.names();
    }
}
