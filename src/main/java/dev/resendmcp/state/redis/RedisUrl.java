package dev.resendmcp.state.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Address and credentials of Redis. Always prints user and password masked. */
public final class RedisUrl {
    private static final Pattern DATABASE = Pattern.compile("/(\\d{1,4})?");
    private static final int DEFAULT_PORT = 6379;

    private final URI uri;

    private RedisUrl(URI uri) {
        this.uri = uri;
    }

    /** Reads a setting; null if the text is blank. */
    @JsonCreator
    static RedisUrl ofSetting(String text) {
        return text.isBlank() ? null : of(text);
    }

    /**
     * Reads {@code redis://} or, encrypted, {@code rediss://}, then {@code [user:password@]host[:port][/database]}.
     *
     * @throws IllegalArgumentException for anything else; the message does not repeat it
     */
    public static RedisUrl of(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause, which contains the text and its password.
            throw form();
        }
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!scheme || uri.getHost() == null || !plain || !isDatabase(uri.getRawPath())) {
            throw form();
        }
        return new RedisUrl(uri);
    }

    private static IllegalArgumentException form() {
        return new IllegalArgumentException(
                "must be like redis://127.0.0.1:6379 or rediss://user:password@redis.example.com:6380/0, special"
                        + " characters of the password escaped as in %40");
    }

    private static boolean isDatabase(String path) {
        return path.isEmpty() || DATABASE.matcher(path).matches();
    }

    String address() {
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    int database() {
        return uri.getPath().length() < 2 ? 0 : Integer.parseInt(uri.getPath().substring(1));
    }

    Optional<String> user() {
        return Optional.ofNullable(uri.getUserInfo())
                .map(info -> info.split(":", 2)[0])
                .filter(user -> !user.isEmpty());
    }

    Optional<String> password() {
        return Optional.ofNullable(uri.getUserInfo())
                .map(info -> info.split(":", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> parts[1]);
    }

    @JsonValue
    @Override
    public String toString() {
        String text = address().replaceFirst("://", uri.getRawUserInfo() == null ? "://" : "://****@");
        return database() == 0 ? text : text + "/" + database();
    }
}
