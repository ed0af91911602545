package dev.resendmcp.access.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.Toolsets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Callers with tokens of an identity provider. A caller is named after the claim {@code sub}, or after its digest if it is not fit
 * for a name. An entry of this name in the file of callers narrows its rights, ends them, and has its policy and budgets.
 */
public final class JwtAuthenticator implements Authenticator {
    /** Long enough for the request that waited for the check. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;
    private static final String DIGESTED = "jwt-";
    private static final int DIGEST_DIGITS = 16;

    private final TokenCheck check;
    private final ClaimedRights rights;
    private final CallerDirectory directory;
    private final Clock clock;
    private final Executor threads;
    private final Cache<HashCode, Known> known;
    private final Cache<HashCode, Boolean> refused = Caffeine.newBuilder()
            .expireAfterWrite(REFUSED)
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    private record Known(Granted granted, Instant end) {}

    /** @param threads run checks, which may wait for the provider */
    public JwtAuthenticator(
            AuthSettings settings, Toolsets toolsets, CallerDirectory directory, Clock clock, Executor threads) {
        this(settings, toolsets, directory, clock, threads, KeyTimes.USUAL);
    }

    JwtAuthenticator(
            AuthSettings settings,
            Toolsets toolsets,
            CallerDirectory directory,
            Clock clock,
            Executor threads,
            KeyTimes times) {
        this.threads = threads;
        this.check = new TokenCheck(settings, times);
        this.rights = new ClaimedRights(toolsets);
        this.directory = directory;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(times.remembered())
                .maximumSize(MOST_REMEMBERED)
                .executor(Runnable::run)
                .build();
    }

    /** Scopes that give toolsets, for the metadata of this service. */
    public static Set<String> scopes(Toolsets toolsets) {
        return ClaimedRights.scopes(toolsets);
    }

    @Override
    public Optional<Granted> grant(Optional<String> token) {
        if (token.isEmpty() || !TokenCheck.hasForm(token.get())) {
            return Optional.empty();
        }
        HashCode digest = digest(token.get());
        Optional<Granted> kept = remembered(digest);
        if (kept.isPresent() || refused.getIfPresent(digest) != null) {
            return kept.flatMap(directory::narrowed);
        }
        throw new UnknownCallerException(
                () -> CompletableFuture.runAsync(() -> check(token.get(), digest), threads), false);
    }

    /** Waits for the check, on threads that may wait. */
    @Override
    public Optional<Granted> later(Optional<String> token, Granted then) {
        token.filter(TokenCheck::hasForm)
                .filter(text -> remembered(digest(text)).isEmpty())
                .ifPresent(text -> check(text, digest(text)));
        return token.flatMap(text -> remembered(digest(text)))
                .flatMap(directory::narrowed)
                .filter(now -> now.caller().equals(then.caller()));
    }

    private void check(String token, HashCode digest) {
        check.claims(token).ifPresentOrElse(claims -> remember(digest, claims), () -> refused.put(digest, true));
    }

    private void remember(HashCode digest, JWTClaimsSet claims) {
        Granted granted = new Granted(caller(claims.getSubject()), rights.view(claims));
        known.put(
                digest,
                new Known(granted, claims.getExpirationTime().toInstant().plus(TokenCheck.CLOCK_SKEW)));
    }

    private Optional<Granted> remembered(HashCode digest) {
        return Optional.ofNullable(known.getIfPresent(digest))
                .filter(kept -> clock.instant().isBefore(kept.end()))
                .map(Known::granted);
    }

    @Override
    public Optional<String> name(Optional<String> token) {
        return token.flatMap(text -> remembered(digest(text)))
                .map(granted -> granted.caller().id());
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public Set<String> names() {
        return directory.names();
    }

    private static Caller caller(String subject) {
        try {
            if (!subject.startsWith(DIGESTED)) {
                return Caller.named(subject);
            }
            // A subject in the form of a digest must not be the caller of that digest.
            return digested(subject);
        } catch (IllegalArgumentException e) {
            return digested(subject);
        }
    }

    private static Caller digested(String subject) {
        return new Caller(DIGESTED + digest(subject).toString().substring(0, DIGEST_DIGITS));
    }

    private static HashCode digest(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    }
}
