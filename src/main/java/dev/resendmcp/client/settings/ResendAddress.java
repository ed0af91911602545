package dev.resendmcp.client.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Set;

/**
 * Where the Resend API is reached.
 *
 * @param uri https, or http on this machine only, since the key travels along
 */
public record ResendAddress(@JsonValue URI uri) {
    /** Resend's own address. */
    public static final ResendAddress DEFAULT = of("https://api.resend.com");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException for anything but an absolute URL of scheme, host, port and path
     */
    @JsonCreator
    public static ResendAddress of(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a URL; give one such as https://api.resend.com", e);
        }
        boolean encrypted = "https".equals(uri.getScheme());
        boolean local = "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        if (uri.getHost() == null || !(encrypted || local)) {
            throw new IllegalArgumentException(
                    "must be an https URL such as https://api.resend.com (http only for this machine)");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must be a plain URL without user, query or fragment");
        }
        return new ResendAddress(uri);
    }
}
