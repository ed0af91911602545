package dev.resendmcp.access.callers;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code auth} section of the configuration: how callers prove who they are.
 *
 * @param type kind of credential
 * @param callersFile path of the file of callers; null or blank for none
 * @param issuer identity provider whose tokens are valid, as in their claim {@code iss}
 * @param audience this service, as in their claim {@code aud}
 * @param jwksUrl where the provider publishes its keys
 * @param maxResendKeys most Resend keys of callers in use at a time
 */
public record AuthSettings(
        Type type,
        String callersFile,
        String issuer,
        String audience,
        String jwksUrl,
        @Min(1) @Max(10_000) Integer maxResendKeys) {

    /** Applies defaults. */
    public AuthSettings {
        type = Objects.requireNonNullElse(type, Type.TOKENS);
        callersFile = Objects.requireNonNullElse(callersFile, "").strip();
        issuer = Objects.requireNonNullElse(issuer, "").strip();
        audience = Objects.requireNonNullElse(audience, "").strip();
        jwksUrl = Objects.requireNonNullElse(jwksUrl, "").strip();
        maxResendKeys = Objects.requireNonNullElse(maxResendKeys, 100);
    }

    /** Kinds of credentials. */
    public enum Type {
        /** Bearer tokens of this service. */
        TOKENS,
        /** Tokens of an identity provider. */
        JWT,
        /** The caller's own Resend key. */
        RESEND_KEY;

        /** Reads the name that {@link #word} gives. */
        @JsonCreator
        public static Type of(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(text.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be tokens, jwt or resend-key"));
        }

        /** The name in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the keys are fetched over a connection that others cannot change: https, or http on this machine. */
    public boolean hasSafeJwksUrl() {
        try {
            URI uri = new URI(jwksUrl);
            boolean local = "http".equals(uri.getScheme())
                    && ("localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost()));
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || local);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("type", type.word());
        facts.put("callersFileSet", !callersFile.isEmpty());
        facts.put("issuer", issuer);
        facts.put("audience", audience);
        facts.put("maxResendKeys", maxResendKeys);
        return facts;
    }
}
