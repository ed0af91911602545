package dev.resendmcp.state.seal;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key under which state is sealed, 256 bits. Prints masked. */
public final class SealingKey {
    private static final int SHORTEST = 32;
    private static final int BYTES = 32;

    private final SecretKey key;
    private final boolean configured;

    private SealingKey(byte[] bytes, boolean configured) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.configured = configured;
    }

    /** A key that only this process has. */
    public static SealingKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SealingKey(bytes, false);
    }

    /**
     * The key that follows from a secret, by SHA-256; a random one if the text is empty.
     *
     * @throws IllegalArgumentException when it is shorter than 32 characters; the message does not repeat it
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return new SealingKey(hash, true);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Whether it was given, so that other instances may have the same. */
    public boolean configured() {
        return configured;
    }

    SecretKey secret() {
        return key;
    }

    @Override
    public String toString() {
        return "****";
    }
}
