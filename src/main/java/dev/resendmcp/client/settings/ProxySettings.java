package dev.resendmcp.client.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Proxies on the way to Resend, as the environment names them.
 *
 * @param https for an address with https; null for none
 * @param http for an address with http; null for none
 * @param except hosts that are reached directly, comma-separated: names with their subdomains, addresses, each perhaps with a
 *     port, or {@code *} for all
 */
public record ProxySettings(ProxyUrl https, ProxyUrl http, String except) {
    /** No proxy at all. */
    public static final ProxySettings NONE = new ProxySettings(null, null, null);

    /** Fills in what the file leaves out. */
    public ProxySettings {
        except = Objects.requireNonNullElse(except, "");
    }

    /** The proxy for an address; empty when it is reached directly. */
    public Optional<ProxyUrl> of(URI address) {
        return excepts(address) ? Optional.empty() : byScheme(address);
    }

    /** Whether there would be a proxy for an address, were it not for the exceptions. */
    public boolean skipped(URI address) {
        return excepts(address) && byScheme(address).isPresent();
    }

    private Optional<ProxyUrl> byScheme(URI address) {
        return Optional.ofNullable("https".equals(address.getScheme()) ? https : http);
    }

    private boolean excepts(URI address) {
        String host = plain(address.getHost());
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        return Arrays.stream(except.split("[,\\s]+"))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .map(ProxySettings::plain)
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    /** Without the dot that some write before a domain, and the brackets of an address. */
    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "").replaceAll("^\\[|]$", "");
    }
}
