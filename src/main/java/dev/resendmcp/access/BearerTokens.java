package dev.resendmcp.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.resendmcp.call.Caller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bearer tokens of callers. Holds only their hashes and never prints them. Without tokens, every request comes from the one
 * local caller; the service then listens on loopback addresses only.
 */
public final class BearerTokens {
    private static final int SHORTEST = 32;
    private static final int ID_DIGITS = 8;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final List<Entry> entries;

    private BearerTokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** Hash of a token, which compares in constant time, and its caller. */
    private record Entry(HashCode hash, Caller caller) {}

    /** No tokens: every request is accepted. */
    public static BearerTokens none() {
        return new BearerTokens(List.of());
    }

    /**
     * Reads comma-separated entries, each a token or {@code name:token}. Tokens with the same name belong to the same caller, so
     * that they can be rotated; a token without a name is named after its digest.
     *
     * @throws IllegalArgumentException if a token is shorter than 32 characters or contains blanks, a name is invalid, or a token
     *     has two names; the message contains no token
     */
    @JsonCreator
    public static BearerTokens of(String text) {
        List<Entry> entries = Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToStream(text)
                .map(BearerTokens::entry)
                .toList();
        for (Entry one : entries) {
            boolean twoNames =
                    entries.stream().anyMatch(other -> other.hash.equals(one.hash) && !one.caller.equals(other.caller));
            if (twoNames) {
                throw new IllegalArgumentException("gives one token two names; each caller needs its own token");
            }
        }
        return new BearerTokens(entries);
    }

    private static Entry entry(String text) {
        int colon = text.indexOf(':');
        String token = text.substring(colon + 1);
        if (token.length() < SHORTEST || !token.matches("[!-~]+")) {
            throw new IllegalArgumentException("must be tokens of at least " + SHORTEST
                    + " visible ASCII characters, separated by commas (such as from: openssl rand -hex 32)");
        }
        HashCode hash = hash(token);
        if (colon < 0) {
            return new Entry(hash, new Caller("token-" + hash.toString().substring(0, ID_DIGITS)));
        }
        Caller caller = new Caller(text.substring(0, colon));
        if (!NAME.matcher(caller.id()).matches() || caller.isAlone()) {
            throw new IllegalArgumentException(
                    "has an invalid name: the part before the colon of name:token must be 1 to 32 letters,"
                            + " digits, dots, underscores or hyphens, begin with a letter or digit, and not be local or"
                            + " stdio");
        }
        return new Entry(hash, caller);
    }

    /** Names of the callers. */
    public Set<String> callers() {
        return entries.stream().map(entry -> entry.caller.id()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether requests need a token. */
    public boolean required() {
        return !entries.isEmpty();
    }

    /** The caller with this token, found in constant time. */
    public Optional<Caller> caller(Optional<String> token) {
        if (!required()) {
            return Optional.of(Caller.LOCAL);
        }
        HashCode given = hash(token.orElse(""));
        Optional<Caller> caller = Optional.empty();
        for (Entry entry : entries) {
            if (entry.hash.equals(given)) {
                caller = Optional.of(entry.caller);
            }
        }
        return caller;
    }

    @Override
    public String toString() {
        return entries.size() + " tokens";
    }

    private static HashCode hash(String token) {
        return Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    }
}
