package dev.resendmcp.client;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.LayeredConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * The usual TLS of the HTTP client, whose trusted certificates and list of public suffixes are read at the first connection: a
 * tenth of the time to the first answer over stdio.
 */
// What the builder of Dropwizard takes.
@SuppressWarnings("deprecation")
final class LateTlsSockets implements LayeredConnectionSocketFactory {
    private final Supplier<SSLConnectionSocketFactory> usual =
            Suppliers.memoize(SSLConnectionSocketFactory::getSocketFactory);

    /** For both schemes. */
    static Registry<ConnectionSocketFactory> registry() {
        return RegistryBuilder.<ConnectionSocketFactory>create()
                .register(URIScheme.HTTP.id, PlainConnectionSocketFactory.getSocketFactory())
                .register(URIScheme.HTTPS.id, new LateTlsSockets())
                .build();
    }

    @Override
    public Socket createSocket(HttpContext context) throws IOException {
        return usual.get().createSocket(context);
    }

    @Override
    public Socket connectSocket(
            TimeValue timeout,
            Socket socket,
            HttpHost host,
            InetSocketAddress remote,
            InetSocketAddress local,
            HttpContext context)
            throws IOException {
        return usual.get().connectSocket(timeout, socket, host, remote, local, context);
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context) throws IOException {
        return usual.get().createLayeredSocket(socket, target, port, context);
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return usual.get().createLayeredSocket(socket, target, port, attachment, context);
    }
}
