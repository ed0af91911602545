package dev.resendmcp.client.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.dropwizard.client.proxy.AuthConfiguration;
import io.dropwizard.client.proxy.ProxyConfiguration;
import java.net.URI;
import java.util.Optional;

/** Address of an HTTP proxy, perhaps with user and password. Prints without them. */
public final class ProxyUrl {
    private static final int USUAL_PORT = 80;

    private final URI uri;

    private ProxyUrl(URI uri) {
        this.uri = uri;
    }

    /** Reads a setting, where an empty text means none: null then. */
    @JsonCreator
    static ProxyUrl ofSetting(String text) {
        return text.isBlank() ? null : of(text);
    }

    /**
     * Reads {@code [http://][user:password@]host[:port]}; the port is 80 unless it is given.
     *
     * @throws IllegalArgumentException for anything else; the message does not repeat it
     */
    public static ProxyUrl of(String text) {
        String url = text.contains("://") ? text.strip() : "http://" + text.strip();
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        boolean bare = uri.getRawPath().matches("/?") && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !bare || uri.getPort() > 65_535) {
            throw refused();
        }
        return new ProxyUrl(uri);
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "must be the address of an HTTP proxy, such as http://proxy.example.org:3128, with user:password@"
                        + " before the host if it wants them");
    }

    /** The same in the form that the HTTP client takes. */
    public ProxyConfiguration configuration() {
        AuthConfiguration login = Optional.ofNullable(uri.getUserInfo())
                .map(info -> info.split(":", 2))
                .map(parts -> new AuthConfiguration(parts[0], parts.length > 1 ? parts[1] : ""))
                .orElse(null);
        return new ProxyConfiguration(uri.getHost(), port(), "http", login);
    }

    private int port() {
        return uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
    }

    @Override
    public String toString() {
        return "http://" + (uri.getRawUserInfo() == null ? "" : "****@") + uri.getHost() + ":" + port();
    }
}
