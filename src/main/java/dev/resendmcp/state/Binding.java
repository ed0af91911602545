package dev.resendmcp.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * For what sealed state is good, and for nothing else.
 *
 * @param purpose what the state is for, so that none serves another purpose
 * @param caller id of the caller
 * @param target what is called: method and name
 * @param arguments of the call, maps and lists as JSON would have them; the order of keys does not matter
 */
public record Binding(String purpose, String caller, String target, Object arguments) {
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** SHA-256 of all of it. */
    String digest() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            // Arguments may hold tens of megabytes, so the JSON is not kept.
            OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), hash);
            CANONICAL.writeValue(out, List.of(purpose, caller, target, arguments));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
