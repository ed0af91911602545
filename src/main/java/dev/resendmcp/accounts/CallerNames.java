package dev.resendmcp.accounts;

import dev.resendmcp.call.Caller;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.files.PrivateFiles;
import dev.resendmcp.state.seal.SealingKey;
import dev.resendmcp.state.store.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names callers after a keyed digest of their Resend key, so that nobody can try out keys against the names in a log.
 *
 * @param secret that keys the digests
 */
public record CallerNames(SealingKey secret) {
    private static final int DIGITS = 16;
    private static final int SECRET_BYTES = 32;
    private static final String FILE = "caller-names.key";

    /**
     * Names that stay the same after a restart if there is a secret in the settings or a directory for state.
     *
     * @param configured secret of the settings, random if there is none
     */
    public static CallerNames of(SealingKey configured, StateDirectory state) {
        if (configured.configured() || state.use() == StateDirectory.Use.NONE) {
            return new CallerNames(configured);
        }
        try {
            return new CallerNames(SealingKey.of(secretIn(state.path().resolve(FILE))));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "STATE_DIR: " + FILE + " cannot be used; make it readable and writable, or remove it", e);
        }
    }

    private static String secretIn(Path file) throws IOException {
        PrivateFiles.secureDirectory(file.getParent());
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            // Renamed when it is whole, so that a crash leaves no half of a secret.
            Path draft = file.resolveSibling(FILE + ".new");
            Files.deleteIfExists(draft);
            PrivateFiles.secureFile(draft);
            Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n", StandardCharsets.US_ASCII);
            Files.move(draft, file);
        }
        PrivateFiles.secureFile(file);
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the file is empty");
        }
        return text;
    }

    /** The caller with this key. */
    Caller of(ApiKey key) {
        return new Caller("key-" + secret.mac("resend-key caller", key.bearer()).substring(0, DIGITS));
    }
}
