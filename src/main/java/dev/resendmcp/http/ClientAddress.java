package dev.resendmcp.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
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

    /**
     * The client's address.
     *
     * @param peer the remote address of the connection
     */
    InetAddress of(InetAddress peer, HttpFields headers) {
        if (!proxies.include(peer)) {
            return peer;
        }
        List<String> plain = headers.getValuesList(HttpHeader.X_FORWARDED_FOR);
        List<String> standard = headers.getValuesList(HttpHeader.FORWARDED);
        if (standard.isEmpty()) {
            return rightmostUntrusted(peer, ForwardedFor.plain(plain));
        }
        InetAddress client = rightmostUntrusted(peer, ForwardedFor.standard(standard));
        return plain.isEmpty() || client.equals(rightmostUntrusted(peer, ForwardedFor.plain(plain))) ? client : peer;
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
}
