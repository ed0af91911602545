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

/**
 * The bearer tokens that let callers in. Keeps their hashes only and prints none of them. Without tokens everybody is the
 * one local caller, which is why the service then listens on loopback addresses only.
 */
public final class BearerTokens {
    private static final int SHORTEST = 32;
    private static final int ID_BYTES = 4;

    private final List<byte[]> hashes;

    private BearerTokens(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    /** No tokens: everybody is let in. */
    public static BearerTokens none() {
        return new BearerTokens(List.of());
    }

    /**
     * Reads tokens separated by commas.
     *
     * @throws IllegalArgumentException when one is shorter than 32 characters or holds blanks; the message repeats none
     */
    @JsonCreator
    public static BearerTokens of(String text) {
        List<String> tokens = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
        if (tokens.stream().anyMatch(token -> token.length() < SHORTEST || !token.matches("[!-~]+"))) {
            throw new IllegalArgumentException("must be tokens of at least " + SHORTEST
                    + " visible ASCII characters, separated by commas (such as from: openssl rand -hex 32)");
        }
        return new BearerTokens(tokens.stream().map(BearerTokens::hash).toList());
    }

    /** Whether callers must show a token. */
    public boolean required() {
        return !hashes.isEmpty();
    }

    /** The caller whom a token stands for; takes the same time whichever token is wrong. */
    public Optional<Caller> caller(Optional<String> token) {
        if (!required()) {
            return Optional.of(Caller.LOCAL);
        }
        byte[] given = hash(token.orElse(""));
        Optional<Caller> caller = Optional.empty();
        for (byte[] hash : hashes) {
            if (MessageDigest.isEqual(hash, given)) {
                caller = Optional.of(new Caller("token-" + HexFormat.of().formatHex(hash, 0, ID_BYTES)));
            }
        }
        return caller;
    }

    @Override
    public String toString() {
        return hashes.size() + " tokens";
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
