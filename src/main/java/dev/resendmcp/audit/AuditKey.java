package dev.resendmcp.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;

/** The secret that chains the lines of the audit log. Prints masked. */
public final class AuditKey {
    static final String GENESIS = "0".repeat(64);
    private static final int SHORTEST = 32;
    private static final int BYTES = 32;

    private final byte[] secret;

    private AuditKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads a key.
     *
     * @return null for a blank text, which means that there is none
     * @throws IllegalArgumentException if it is shorter than 32 characters; the message does not repeat it
     */
    @JsonCreator
    public static AuditKey of(String text) {
        String given = text.strip();
        if (given.isEmpty()) {
            return null;
        }
        if (given.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "must have at least " + SHORTEST + " characters (such as from: openssl rand -hex 32)");
        }
        return new AuditKey(
                Hashing.sha256().hashString(given, StandardCharsets.UTF_8).asBytes());
    }

    /** The random key beside the files, which is created with the first of them. */
    static AuditKey keptIn(AuditFiles files) throws IOException {
        if (PrivateFiles.createFile(files.key())) {
            if (files.exist()) {
                Files.delete(files.key());
                throw new IOException("audit.key is missing; restore it, or name another directory");
            }
            Files.writeString(files.key(), generate() + "\n", StandardCharsets.US_ASCII);
        }
        AuditKey key = AuditKey.of(Files.readString(files.key(), StandardCharsets.US_ASCII));
        return Optional.ofNullable(key).orElseThrow(() -> new IOException("audit.key is empty"));
    }

    /** A new secret, as text that {@link #of} reads. */
    private static String generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return BaseEncoding.base16().lowerCase().encode(bytes);
    }

    /** HMAC-SHA256 in hexadecimal digits; the use keeps digests of one purpose from standing for those of another. */
    String mac(String use, String previous, byte[] bytes) {
        return Hashing.hmacSha256(secret)
                .newHasher()
                .putString(use, StandardCharsets.US_ASCII)
                .putByte((byte) '\n')
                .putString(previous, StandardCharsets.US_ASCII)
                .putByte((byte) '\n')
                .putBytes(bytes)
                .hash()
                .toString();
    }

    @Override
    public String toString() {
        return "****";
    }
}
