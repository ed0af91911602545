package dev.resendmcp.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Set;

/** The host names of a service: the values of the {@code Host} header that it accepts. */
public final class AllowedHosts {
    /** Default ports, which most clients omit from the header. */
    private static final Set<Integer> DEFAULT_PORTS = Set.of(Authority.NO_PORT, 80, 443);

    private final List<String> values;
    private final List<Authority> entries;
    /** Nearly all requests have the same value. */
    private volatile String lastAllowed = "";

    private AllowedHosts(List<String> values) {
        this.values = values;
        this.entries =
                ListSetting.read(values, Authority::parseEntry, "host names, such as mcp.example.org or localhost:*");
    }

    /**
     * Reads entries separated by commas: a name or an address with a port, with {@code :*} for any port, or without a port for
     * the default ports.
     *
     * @throws IllegalArgumentException when there is no entry, or one is not a host name
     */
    @JsonCreator
    public static AllowedHosts of(String text) {
        return new AllowedHosts(ListSetting.split(text));
    }

    /** The entries as they were written. */
    public List<String> values() {
        return values;
    }

    /** Whether a request with this header value is accepted. */
    public boolean allows(String header) {
        if (header.equals(lastAllowed)) {
            return true;
        }
        boolean allowed = Authority.parse(header)
                .filter(host -> entries.stream().anyMatch(entry -> entry.covers(host) || bothDefault(entry, host)))
                .isPresent();
        lastAllowed = allowed ? header : lastAllowed;
        return allowed;
    }

    private static boolean bothDefault(Authority entry, Authority host) {
        return entry.host().equals(host.host())
                && DEFAULT_PORTS.contains(entry.port())
                && DEFAULT_PORTS.contains(host.port());
    }
}
