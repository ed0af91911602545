package dev.resendmcp.state.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.state.store.Records;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Records that only holders of the key can read or make: encrypted (AES-GCM) and bound to their id, so that one cannot be put
 * in the place of another.
 */
public final class SealedRecords {
    private static final String MAC = "HmacSHA256";
    private static final int DIGEST_BYTES = 16;

    private final SealingKey key;
    private final Records records;

    /** @param key shared by instances that read each other's records */
    public SealedRecords(SealingKey key, Records records) {
        this.key = key;
        this.records = records;
    }

    /**
     * A keyed digest of values, 32 hexadecimal digits: equal for equal values, and useless for guessing them.
     *
     * @throws UnwritableJsonException if the values cannot be written as JSON
     */
    public String digest(Object values) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.secret().getEncoded(), MAC));
            byte[] digest = mac.doFinal(("record " + CanonicalJson.sha256(values)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + MAC, e);
        }
    }

    /** The record with this id; empty if there is none, or if it was sealed with another key. */
    public Optional<String> read(String id) {
        return records.read(id).flatMap(text -> open(id, text));
    }

    /** As {@link Records#change}, of what is sealed; a record that cannot be opened counts as missing. */
    public String change(String id, Function<Optional<String>, String> change, Duration keep) {
        String sealed = records.change(id, old -> seal(id, change.apply(old.flatMap(text -> open(id, text)))), keep);
        return open(id, sealed).orElseThrow();
    }

    private String seal(String id, String content) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(id)
                .build();
        JWEObject object = new JWEObject(header, new Payload(content));
        try {
            object.encrypt(new DirectEncrypter(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JVM has AES-GCM", e);
        }
        return object.serialize();
    }

    private Optional<String> open(String id, String text) {
        try {
            JWEObject object = JWEObject.parse(text);
            JWEHeader header = object.getHeader();
            if (!id.equals(header.getKeyID()) || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())) {
                return Optional.empty();
            }
            object.decrypt(new DirectDecrypter(key.secret()));
            return Optional.of(object.getPayload().toString());
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
