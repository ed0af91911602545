package dev.resendmcp.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedCSVParser;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/**
 * Makes {@code getRemoteAddr()} return the address of the client, in servlets and in the request log. This is the peer address
 * of the connection, unless the peer is a trusted proxy. In that case it is the rightmost address in {@code X-Forwarded-For} or
 * {@code Forwarded} that is not a trusted proxy itself, because anybody may have written the addresses to its left. The host,
 * scheme and port that proxies report are never used.
 *
 * <p>If a proxy does not name its client ({@code unknown}, an obfuscated name, an unreadable value), the address of that proxy
 * is used. The same applies if both headers are present and disagree: a proxy writes one of them, and the client may have
 * written the other.
 */
public final class ClientAddress implements HttpConfiguration.Customizer {
    private static final int NO_PORT = 0;

    private final TrustedProxies proxies;

    /** @param proxies whose headers are trusted */
    public ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Makes all connectors of a server report client addresses. Call before the server starts. */
    public void install(Server server) {
        if (proxies.entries().isEmpty()) {
            return;
        }
        server.getContainedBeans(HttpConfiguration.class).forEach(connector -> connector.addCustomizer(this));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer)
                || peer.getAddress() == null) {
            return request;
        }
        InetAddress client = of(peer.getAddress(), request.getHeaders());
        return client.equals(peer.getAddress()) ? request : new Forwarded(request, client);
    }

    /** The address of the client behind a connection from this peer. */
    InetAddress of(InetAddress peer, HttpFields headers) {
        if (!proxies.include(peer)) {
            return peer;
        }
        List<String> plain = headers.getValuesList(HttpHeader.X_FORWARDED_FOR);
        List<String> standard = headers.getValuesList(HttpHeader.FORWARDED);
        if (standard.isEmpty()) {
            return rightmostUntrusted(peer, Hops.plain(plain));
        }
        InetAddress client = rightmostUntrusted(peer, Hops.standard(standard));
        return plain.isEmpty() || client.equals(rightmostUntrusted(peer, Hops.plain(plain))) ? client : peer;
    }

    private InetAddress rightmostUntrusted(InetAddress peer, List<Optional<InetAddress>> hops) {
        InetAddress client = peer;
        for (int i = hops.size() - 1; i >= 0 && hops.get(i).isPresent() && proxies.include(client); i--) {
            client = hops.get(i).get();
        }
        return client;
    }

    /** A request with the address of its client. */
    private static final class Forwarded extends Request.Wrapper {
        private final ConnectionMetaData connection;

        private Forwarded(Request request, InetAddress client) {
            super(request);
            SocketAddress address = new InetSocketAddress(client, NO_PORT);
            this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return address;
                }
            };
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }

    /**
     * Client addresses that proxies report, in the order in which they were added. An address is empty when the proxy did not
     * report a readable one: {@code unknown}, {@code _hidden}, a host name, garbage.
     */
    private static final class Hops {
        // A line with an unclosed quotation mark would swallow what the next proxy appends to it.
        private static final Pattern QUOTES_CLOSED = Pattern.compile("(?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+");
        private static final String UNREADABLE = "";

        private Hops() {}

        /** Parses the lines of {@code X-Forwarded-For}. */
        static List<Optional<InetAddress>> plain(List<String> lines) {
            return lines.stream()
                    .flatMap(line -> Arrays.stream(line.split(",", -1)))
                    .map(Hops::address)
                    .toList();
        }

        /** Parses the lines of {@code Forwarded}, RFC 7239. */
        static List<Optional<InetAddress>> standard(List<String> lines) {
            return lines.stream().flatMap(Hops::elements).map(Hops::address).toList();
        }

        private static Stream<String> elements(String line) {
            if (!QUOTES_CLOSED.matcher(line).matches()) {
                return Stream.of(UNREADABLE);
            }
            Elements elements = new Elements();
            elements.addValue(line);
            return elements.found.stream();
        }

        /** Parses an address with an optional port. An IPv6 address with a port is in brackets. */
        private static Optional<InetAddress> address(String node) {
            try {
                return Optional.of(InetAddresses.forString(
                        HostAndPort.fromString(node.strip()).getHost()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** The parameter {@code for} of each element; unreadable when it is missing or duplicated. */
        private static final class Elements extends QuotedCSVParser {
            private final List<String> found = new ArrayList<>();
            private boolean named;

            private Elements() {
                super(false);
            }

            @Override
            protected void parsedParam(StringBuilder buffer, int valueLength, int paramName, int paramValue) {
                if (valueLength > 0 || paramValue <= paramName) {
                    return;
                }
                if (paramName == 0) {
                    // The first parameter of the next element.
                    found.add(UNREADABLE);
                    named = false;
                }
                if (buffer.substring(paramName, paramValue - 1).equalsIgnoreCase("for")) {
                    found.set(found.size() - 1, named ? UNREADABLE : buffer.substring(paramValue));
                    named = true;
                }
            }

            /** Called for an element that does not begin with a parameter. */
            @Override
            protected void parsedValueAndParams(StringBuilder buffer) {
                found.add(UNREADABLE);
            }
        }
    }
}
