package dev.resendmcp.state.seal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The 256-bit key that seals state. Prints masked. */
public final class SealingKey {
    private static final int SHORTEST = 32;
    private static final int BYTES = 32;

    private final SecretKey key;
    private final boolean configured;

    private SealingKey(byte[] bytes, boolean configured) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.configured = configured;
    }

    /** A key of this process only. */
    public static SealingKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SealingKey(bytes, false);
    }

    /**
     * The SHA-256 of a secret; a random key if the text is empty.
     *
     * @throws IllegalArgumentException if it is shorter than 32 characters; the message does not repeat it
     */
    @JsonCreator
    public static SealingKey of(String text) {
        String secret = text.strip();
        if (secret.isEmpty()) {
            return random();
        }
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "must have at least " + SHORTEST + " characters (such as from: openssl rand -hex 32)");
        }
        return new SealingKey(
                Hashing.sha256().hashString(secret, StandardCharsets.UTF_8).asBytes(), true);
    }

    /** Whether it is configured, so that other instances can have the same key. */
    public boolean configured() {
        return configured;
    }

    /** HMAC-SHA256 in hexadecimal digits; the use keeps digests of one purpose from standing for those of another. */
    public String mac(String use, String text) {
        return Hashing.hmacSha256(key.getEncoded())
                .hashString(use + "\n" + text, StandardCharsets.UTF_8)
                .toString();
    }

    SecretKey secret() {
        return key;
    }

    @Override
    public String toString() {
        return "****";
    }
}
