package dev.resendmcp.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.AccountClient;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.KeyProbe;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Finds out whether Resend accepts the keys of callers, and remembers it for a while. One key is asked about once at a time.
 * Safe for use by many threads.
 */
public final class KeyChecks {
    private static final Duration ACCEPTED = Duration.ofMinutes(5);
    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final Duration NO_ANSWER = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_AT_A_TIME = 30;

    private final KeyProbe probe;
    private final Executor threads;
    private final AccountMetrics metrics;
    private final Clock clock;
    private final ConcurrentMap<Caller, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final Cache<Caller, Verdict> verdicts = Caffeine.newBuilder()
            .expireAfterWrite(ACCEPTED)
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** @param threads run checks, which may wait */
    public KeyChecks(KeyProbe probe, Executor threads, AccountMetrics metrics, Clock clock) {
        this.probe = probe;
        this.threads = threads;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What is known of a key.
     *
     * @param key unknown if Resend gave no answer about it
     * @param failure why there was no answer
     * @param until when it is to be asked about again
     */
    record Verdict(ApiKeyStatus key, Optional<ResendException> failure, Instant until) {}

    /** What is known of a caller's key now; empty if it is to be asked about. */
    Optional<Verdict> known(Caller caller) {
        return Optional.ofNullable(verdicts.getIfPresent(caller))
                .filter(verdict -> clock.instant().isBefore(verdict.until()));
    }

    /** Resend has refused the key of a caller. */
    void refused(Caller caller) {
        remember(caller, ApiKeyStatus.REFUSED, REFUSED);
    }

    /**
     * Asks Resend about a key. Calls for the same key share one question.
     *
     * @param account of the caller, if it is open; its own limiter then paces the check
     * @return ends when the answer is known
     * @throws ResendException if too many keys are being asked about
     */
    CompletableFuture<Void> ask(Caller caller, ApiKey key, Optional<AccountClient> account) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> other = running.putIfAbsent(caller, own);
        if (other != null) {
            return other;
        }
        try {
            if (running.size() > MOST_AT_A_TIME) {
                throw new ResendException(ErrorName.SERVER_BUSY, "too many keys are being checked", NO_ANSWER);
            }
            threads.execute(() -> check(caller, key, account, own));
        } catch (RejectedExecutionException | ResendException e) {
            end(caller, own);
            throw e instanceof ResendException busy
                    ? busy
                    : new ResendException(ErrorName.SERVER_STOPPING, "the server is stopping", NO_ANSWER);
        }
        return own;
    }

    private void check(Caller caller, ApiKey key, Optional<AccountClient> account, CompletableFuture<Void> own) {
        try {
            ApiKeyStatus status =
                    account.isPresent() ? probe.ask(key, account.get().limiter()) : probe.ask(key);
            metrics.checked(AccountMetrics.Result.of(status));
            remember(caller, status, status == ApiKeyStatus.REFUSED ? REFUSED : ACCEPTED);
        } catch (ResendException e) {
            metrics.checked(AccountMetrics.Result.NO_ANSWER);
            noAnswer(caller, account, e);
        } finally {
            end(caller, own);
        }
    }

    private void noAnswer(Caller caller, Optional<AccountClient> account, ResendException failure) {
        if (account.isPresent() && failure.name().equals(ErrorName.RATE_LIMIT_WAIT_EXCEEDED.wireName())) {
            // Its own calls are in front of the check, and their answers show whether the key is accepted.
            remember(caller, account.get().client().state().key(), REFUSED);
            return;
        }
        verdicts.put(
                caller,
                new Verdict(
                        ApiKeyStatus.UNKNOWN,
                        Optional.of(failure),
                        clock.instant().plus(NO_ANSWER)));
    }

    private void remember(Caller caller, ApiKeyStatus status, Duration time) {
        verdicts.put(
                caller, new Verdict(status, Optional.empty(), clock.instant().plus(time)));
    }

    private void end(Caller caller, CompletableFuture<Void> own) {
        running.remove(caller, own);
        own.complete(null);
    }
}
