package dev.resendmcp.console;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import dev.resendmcp.http.admin.OperatorTokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who is logged in, in memory only. A session ends after eight hours, after one hour without a request, and as soon as its
 * operator's token is no longer valid. Guesses are slowed down: five wrong tokens of an address, and fifty of all, in a minute.
 */
final class Sessions {
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration SLOWDOWN = Duration.ofMinutes(1);
    private static final int MOST = 1000;
    private static final int ID_BYTES = 32;
    private static final int MOST_GUESSES = 5;
    private static final int MOST_GUESSES_OF_ALL = 50;
    private static final String ALL = "";

    private final Supplier<OperatorTokens> operators;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Session> sessions =
            CacheBuilder.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();
    private final Cache<String, AtomicInteger> guesses = CacheBuilder.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(SLOWDOWN)
            .build();

    /** @param operators as they are now */
    Sessions(Supplier<OperatorTokens> operators) {
        this.operators = operators;
    }

    private record Session(String token, String operator, long end) {}

    /** Outcome of a login: the id for the cookie, or why there is none. */
    record Login(Optional<String> id, boolean tooMany) {}

    /** Logs in with a token, from an address. */
    Login login(String token, String address) {
        if (count(address) >= MOST_GUESSES || count(ALL) >= MOST_GUESSES_OF_ALL) {
            return new Login(Optional.empty(), true);
        }
        Optional<String> operator = operators.get().operator(token);
        if (operator.isEmpty()) {
            guessed(address);
            guessed(ALL);
            return new Login(Optional.empty(), false);
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        sessions.put(hash(id), new Session(token, operator.get(), System.nanoTime() + LONGEST.toNanos()));
        return new Login(Optional.of(id), false);
    }

    /** The operator of a session, if it is valid. */
    Optional<String> operator(String id) {
        Optional<Session> session = Optional.ofNullable(sessions.getIfPresent(hash(id)));
        Optional<String> operator = session.filter(found -> System.nanoTime() - found.end() < 0)
                .flatMap(found -> operators.get().operator(found.token()).filter(found.operator()::equals));
        if (session.isPresent() && operator.isEmpty()) {
            logout(id);
        }
        return operator;
    }

    void logout(String id) {
        sessions.invalidate(hash(id));
    }

    private int count(String address) {
        return Optional.ofNullable(guesses.getIfPresent(address))
                .map(AtomicInteger::get)
                .orElse(0);
    }

    private void guessed(String address) {
        guesses.asMap().computeIfAbsent(address, any -> new AtomicInteger()).incrementAndGet();
    }

    private static String hash(String id) {
        return Hashing.sha256().hashString(id, StandardCharsets.UTF_8).toString();
    }
}
