package dev.resendmcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Dropwizard's connectors {@code http} and {@code https}, but with one thread at a time at work on a connection, and
 * strict about HTTP: a line ends with CR and LF, since a proxy may see the end of a head or a chunk elsewhere.
 *
 * <p>Jetty 12.1.9 to 12.1.14 lets a second one in when it refuses the head of a request: it answers on another thread, which
 * goes on to the next request while the first still holds the buffer. A buffer that two threads use or give back is filled
 * with the request of another client, which then is lost or handled twice. Can go when Jetty no longer does so.
 */
public final class SerialConnectors {
    private SerialConnectors() {}

    /** Has settings of connectors read as these. */
    public static void register(ObjectMapper settings) {
        settings.registerSubtypes(new NamedType(Http.class, "http"), new NamedType(Https.class, "https"));
    }

    /** Whether it is one of these. */
    public static boolean includes(ConnectorFactory connector) {
        return connector instanceof Http || connector instanceof Https;
    }

    private static HttpConnectionFactory serial(HttpConnectionFactory usual) {
        HttpConnectionFactory serial = new SerialConnections(usual.getHttpConfiguration());
        serial.setInputBufferSize(usual.getInputBufferSize());
        return serial;
    }

    private static final class Http extends HttpConnectorFactory {
        Http() {
            setHttpCompliance(HttpCompliance.STRICT);
        }

        @Override
        protected HttpConnectionFactory buildHttpConnectionFactory(HttpConfiguration configuration) {
            return serial(super.buildHttpConnectionFactory(configuration));
        }
    }

    private static final class Https extends HttpsConnectorFactory {
        Https() {
            setHttpCompliance(HttpCompliance.STRICT);
        }

        @Override
        protected HttpConnectionFactory buildHttpConnectionFactory(HttpConfiguration configuration) {
            return serial(super.buildHttpConnectionFactory(configuration));
        }
    }

    private static final class SerialConnections extends HttpConnectionFactory {
        SerialConnections(HttpConfiguration configuration) {
            super(configuration);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            HttpConnection connection = new SerialConnection(getHttpConfiguration(), connector, endPoint);
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
            return configure(connection, connector, endPoint);
        }
    }

    private static final class SerialConnection extends HttpConnection {
        private final Lock turn = new ReentrantLock();

        SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        public void onFillable() {
            turn.lock();
            try {
                super.onFillable();
            } finally {
                turn.unlock();
            }
        }
    }
}
