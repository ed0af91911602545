package dev.resendmcp.state.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.UsedTokens;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State that a client holds between two requests: encrypted (AES-GCM), bound to one call of one caller, valid for five minutes,
 * and single-use.
 */
public final class SealedState {
    private static final Logger log = LoggerFactory.getLogger(SealedState.class);
    private static final Duration VALID = Duration.ofMinutes(5);
    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);
    private static final String CONTENT = "content";

    private final JWEEncrypter encrypter;
    private final JWEDecrypter decrypter;
    private final UsedTokens used;
    private final Clock clock;

    /** @param key shared by instances that open each other's state */
    public SealedState(SealingKey key, UsedTokens used, Clock clock) {
        try {
            this.encrypter = new DirectEncrypter(key.secret());
            this.decrypter = new DirectDecrypter(key.secret());
        } catch (JOSEException e) {
            throw new IllegalStateException("every JVM has AES-GCM", e);
        }
        this.used = used;
        this.clock = clock;
    }

    /**
     * The one use for which sealed state is valid: a purpose, the id of the caller, method and name of the call, and its arguments.
     */
    public record Binding(String purpose, String caller, String target, JsonNode arguments) {
        private String digest() {
            return CanonicalJson.sha256(List.of(purpose, caller, target, arguments));
        }
    }

    /** Sealed state: visible ASCII, which the client returns unchanged. */
    public record Sealed(String text, Instant validUntil) {}

    /**
     * Seals content, so that the client cannot read it.
     *
     * @throws UnwritableJsonException if the arguments of the call cannot be written as JSON
     */
    public Sealed seal(Binding binding, String content) {
        Instant until = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        EncryptedJWT jwt = new EncryptedJWT(
                HEADER,
                new JWTClaimsSet.Builder()
                        .subject(binding.digest())
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(until))
                        .claim(CONTENT, content)
                        .build());
        try {
            jwt.encrypt(encrypter);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return new Sealed(jwt.serialize(), until);
    }

    /**
     * Opens sealed state, once.
     *
     * @return the content; empty if the text is not ours, was sealed for another call, has expired, or was opened before, and if
     *     nobody knows whether it was
     */
    public Optional<String> open(String text, Binding binding) {
        // With other headers the library would try other ciphers, some of which are not on the classpath.
        if (!text.startsWith(HEADER.toBase64URL() + ".")) {
            return Optional.empty();
        }
        try {
            EncryptedJWT jwt = EncryptedJWT.parse(text);
            jwt.decrypt(decrypter);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            new Verifier(binding).verify(claims, null);
            Duration left =
                    Duration.between(clock.instant(), claims.getExpirationTime().toInstant());
            return used.use(claims.getJWTID(), left) ? Optional.of(claims.getStringClaim(CONTENT)) : Optional.empty();
        } catch (ParseException | JOSEException | BadJWTException | UnwritableJsonException e) {
            return Optional.empty();
        } catch (StateUnavailableException e) {
            log.warn("A confirmation was refused: the state store cannot say whether it was used before");
            return Optional.empty();
        }
    }

    /** Compares the sealed binding with the call, and the expiry with our clock. */
    private final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        Verifier(Binding binding) {
            super(new JWTClaimsSet.Builder().subject(binding.digest()).build(), Set.of("exp", "jti", CONTENT));
            setMaxClockSkew(0);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
