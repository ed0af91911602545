package dev.resendmcp.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jetty.util.InetAddressPattern;

/** The reverse proxies that are trusted to report the client address: as configured, and ready to match. */
public record TrustedProxies(List<String> entries, List<Predicate<InetAddress>> patterns) {
    /** Trusts no proxy: the client address is the remote address of the connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), List.of());

    /** Copies the lists. */
    public TrustedProxies {
        entries = List.copyOf(entries);
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads addresses and CIDR blocks separated by commas, such as {@code 10.0.0.5, 192.168.0.0/16, fd00::/8}; an empty text
     * trusts no proxy.
     *
     * @throws IllegalArgumentException when an entry is neither
     */
    @JsonCreator
    public static TrustedProxies of(String text) {
        List<String> entries = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
        return new TrustedProxies(
                entries, entries.stream().map(TrustedProxies::pattern).toList());
    }

    /** Whether this address is one of them. */
    public boolean include(InetAddress address) {
        return patterns.stream().anyMatch(pattern -> pattern.test(address));
    }

    private static Predicate<InetAddress> pattern(String entry) {
        String address = entry.replaceFirst("/\\d{1,3}$", "");
        try {
            // Numeric addresses only: a name would be resolved once, and its address may change.
            if (InetAddresses.isInetAddress(address)) {
                return InetAddressPattern.from(entry);
            }
        } catch (IllegalArgumentException e) {
            // The message below is clearer.
        }
        throw new IllegalArgumentException("must be IP addresses or CIDR blocks without host bits, separated by commas"
                + " (such as 10.0.0.5, 192.168.0.0/16); " + entry + " is neither");
    }
}
