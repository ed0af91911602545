package dev.resendmcp.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.resendmcp.tools.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bearer tokens that let callers in. Keeps their hashes only and prints none of them. Without tokens everybody is the
 * one local caller, which is why the service then listens on loopback addresses only.
 */
public final class BearerTokens {
    private static final int SHORTEST = 32;
    private static final int ID_DIGITS = 8;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final List<Entry> entries;

    private BearerTokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** A token by its hash, in hexadecimal digits, and whom it stands for. */
    private record Entry(String hash, Caller caller) {
        boolean isFor(String given) {
            return MessageDigest.isEqual(
                    hash.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** No tokens: everybody is let in. */
    public static BearerTokens none() {
        return new BearerTokens(List.of());
    }

    /**
     * Reads entries separated by commas, each a token or {@code name:token}. Tokens of the same name stand for the same caller,
     * so that one can be exchanged for another; a token without a name is named after its digest.
     *
     * @throws IllegalArgumentException when a token is shorter than 32 characters or holds blanks, when a name is no name, and when
     *     one token has two names; the message repeats no token
     */
    @JsonCreator
    public static BearerTokens of(String text) {
        List<Entry> entries = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(BearerTokens::entry)
                .toList();
        for (Entry one : entries) {
            boolean twoNames =
                    entries.stream().anyMatch(other -> other.isFor(one.hash) && !one.caller.equals(other.caller));
            if (twoNames) {
                throw new IllegalArgumentException("gives one token two names: give each caller a token of its own");
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
        String hash = hash(token);
        if (colon < 0) {
            return new Entry(hash, new Caller("token-" + hash.substring(0, ID_DIGITS)));
        }
        Caller caller = new Caller(text.substring(0, colon));
        if (!NAME.matcher(caller.id()).matches() || caller.isAlone()) {
            throw new IllegalArgumentException(
                    "has a name that is none: what stands before the colon of name:token must be 1 to 32"
                            + " letters, digits, dots, underscores or hyphens, begin with a letter or digit, and not be local or stdio");
        }
        return new Entry(hash, caller);
    }

    /** Whether callers must show a token. */
    public boolean required() {
        return !entries.isEmpty();
    }

    /** The caller whom a token stands for; takes the same time whichever token is wrong. */
    public Optional<Caller> caller(Optional<String> token) {
        if (!required()) {
            return Optional.of(Caller.LOCAL);
        }
        String given = hash(token.orElse(""));
        Optional<Caller> caller = Optional.empty();
        for (Entry entry : entries) {
            if (entry.isFor(given)) {
                caller = Optional.of(entry.caller);
            }
        }
        return caller;
    }

    @Override
    public String toString() {
        return entries.size() + " tokens";
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
