package dev.resendmcp.http;

import com.google.common.net.InetAddresses;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a {@code Host} header or a URL, in normalized form.
 *
 * @param host in lower case, without a final dot; IPv6 addresses in their shortest form, in brackets
 * @param port 0 to 65535, or {@link #NO_PORT}, or, in an entry of a list, {@link #ANY_PORT}
 */
public record Authority(String host, int port) {
    static final int NO_PORT = -1;
    static final int ANY_PORT = -2;

    /** Matches no user name and no part of a path. */
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*))(?::(\\d{1,5}|\\*))?");

    /** Parses a value from a request; empty when it is not a host with an optional port. */
    public static Optional<Authority> parse(String text) {
        return read(text).filter(authority -> authority.port != ANY_PORT);
    }

    /** Parses an entry of a list, where the port may be {@code *}. */
    static Optional<Authority> parseEntry(String text) {
        return read(text);
    }

    private static Optional<Authority> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = port(parts.group(2));
        return port > 65_535 ? Optional.empty() : host(parts.group(1)).map(host -> new Authority(host, port));
    }

    private static int port(String text) {
        if (text == null) {
            return NO_PORT;
        }
        return text.equals("*") ? ANY_PORT : Integer.parseInt(text);
    }

    private static Optional<String> host(String text) {
        if (text.startsWith("[")) {
            return InetAddresses.isUriInetAddress(text)
                    ? Optional.of(InetAddresses.toUriString(InetAddresses.forUriString(text)))
                    : Optional.empty();
        }
        String name = text.toLowerCase(Locale.ROOT);
        return Optional.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    /** This authority, with the given port if it has none. */
    Authority orPort(int usual) {
        return port == NO_PORT ? new Authority(host, usual) : this;
    }

    boolean covers(Authority other) {
        return host.equals(other.host) && (port == ANY_PORT || port == other.port);
    }
}
