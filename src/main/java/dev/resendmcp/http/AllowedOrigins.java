package dev.resendmcp.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Web pages that may call a service: the values of the {@code Origin} header that it accepts. */
public final class AllowedOrigins {
    private final List<String> values;
    private final List<Origin> entries;

    private AllowedOrigins(List<String> values) {
        this.values = values;
        this.entries = ListSetting.read(
                values, Origin::parseEntry, "origins, such as https://app.example.org or http://localhost:*");
    }

    /**
     * Reads entries separated by commas: scheme, host and port, with {@code :*} for any port.
     *
     * @throws IllegalArgumentException when there is no entry, or one is not an origin
     */
    @JsonCreator
    public static AllowedOrigins of(String text) {
        return new AllowedOrigins(ListSetting.split(text));
    }

    /** The entries as they were written. */
    public List<String> values() {
        return values;
    }

    /** Whether a request with this header value is accepted. */
    public boolean allows(String header) {
        return Origin.parse(header)
                .filter(origin -> entries.stream().anyMatch(entry -> entry.covers(origin)))
                .isPresent();
    }

    /** An origin. If it has no port, it gets the default port of its scheme. */
    private record Origin(String scheme, Authority authority) {
        private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]+)");
        private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

        static Optional<Origin> parse(String text) {
            return parseEntry(text).filter(origin -> origin.authority.port() != Authority.ANY_PORT);
        }

        static Optional<Origin> parseEntry(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                return Optional.empty();
            }
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            int usual = DEFAULT_PORTS.getOrDefault(scheme, Authority.NO_PORT);
            return Authority.parseEntry(parts.group(2)).map(authority -> new Origin(scheme, authority.orPort(usual)));
        }

        boolean covers(Origin other) {
            return scheme.equals(other.scheme) && authority.covers(other.authority);
        }
    }
}
