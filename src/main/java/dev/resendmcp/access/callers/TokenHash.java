package dev.resendmcp.access.callers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A salted SHA-256 of a caller's token, with the id by which the token is found. Tokens have 256 random bits, so a slow hash would
 * add nothing. Never prints the hash.
 */
public final class TokenHash {
    private static final Pattern FORM = Pattern.compile("sha256:([a-z2-7]{10}):([a-z2-7]{26}):([0-9a-f]{64})");
    private static final BaseEncoding TEXT = BaseEncoding.base32().lowerCase().omitPadding();
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final byte[] salt;
    private final byte[] hash;

    private TokenHash(String id, byte[] salt, byte[] hash) {
        this.id = id;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Reads what {@link #text} gives.
     *
     * @throws IllegalArgumentException if the form is another one; the message does not repeat the value
     */
    @JsonCreator
    public static TokenHash parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be a hash as the command token create prints it");
        }
        return new TokenHash(
                parts.group(1), TEXT.decode(parts.group(2)), HexFormat.of().parseHex(parts.group(3)));
    }

    /** The hash of a token, with a salt of its own. */
    static TokenHash of(CallerToken token) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new TokenHash(token.id(), salt, digest(salt, token.text()));
    }

    /** A hash that no token has, to spend the same time on an unknown token. */
    static TokenHash ofNothing() {
        return of(new CallerToken("a".repeat(10), ""));
    }

    /** The id that is part of the token. */
    String id() {
        return id;
    }

    /** Whether the token has this hash, in constant time. */
    boolean matches(String token) {
        return MessageDigest.isEqual(hash, digest(salt, token));
    }

    /** The form for the file of callers. */
    public String text() {
        return "sha256:" + id + ":" + TEXT.encode(salt) + ":" + HexFormat.of().formatHex(hash);
    }

    @Override
    public String toString() {
        return "sha256:" + id + ":****";
    }

    private static byte[] digest(byte[] salt, String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return sha.digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
