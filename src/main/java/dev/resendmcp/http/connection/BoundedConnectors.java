package dev.resendmcp.http.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.ArrayUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Dropwizard's {@code http} and {@code https} connectors with limits in a section {@code connections}, and with strict HTTP. A
 * line must end with CR LF, because a proxy may otherwise see the end of a head or a chunk elsewhere.
 */
public final class BoundedConnectors {
    private static final int MAX_READERS = 32;
    private static final int FEW_READERS = 8;
    private static final int MIN_READERS = 4;
    /** The kernel reduces it to its own limit. */
    private static final int ACCEPT_QUEUE_SIZE = 4_096;

    private BoundedConnectors() {}

    /** Registers the connectors as types in settings. */
    public static void register(ObjectMapper settings) {
        settings.registerSubtypes(new NamedType(Http.class, "http"), new NamedType(Https.class, "https"));
    }

    /** Whether a connector is one of these. */
    public static boolean includes(ConnectorFactory connector) {
        return connector instanceof Http || connector instanceof Https;
    }

    private static HttpConnectionFactory serial(HttpConnectionFactory usual) {
        HttpConnectionFactory serial = new SerialConnections(usual.getHttpConfiguration());
        serial.setInputBufferSize(usual.getInputBufferSize());
        return serial;
    }

    /** Threads that accept connections and read from them. Nothing that may block runs there. */
    private static QueuedThreadPool readers(String name) {
        int processors = Runtime.getRuntime().availableProcessors();
        int most = Math.min(MAX_READERS, Math.max(FEW_READERS, 2 * processors));
        QueuedThreadPool readers = new QueuedThreadPool(most, MIN_READERS);
        readers.setName("http-" + name);
        return readers;
    }

    /** Threads that requests run on. */
    private static FairExecutor requests(ThreadPool threads) {
        int most = threads instanceof ThreadPool.SizedThreadPool sized ? sized.getMaxThreads() : threads.getThreads();
        int processors = Runtime.getRuntime().availableProcessors();
        return new FairExecutor(threads, most, Math.max(1, Math.min(most / 2, 2 * processors)));
    }

    private static ServerConnector connector(
            HttpConnectorFactory settings,
            ConnectionBounds bounds,
            Server server,
            Scheduler scheduler,
            ByteBufferPool buffers,
            String name,
            ThreadPool threads,
            ConnectionFactory... factories) {
        ServerConnector connector = new FairConnector(
                server,
                readers(name),
                scheduler,
                buffers,
                settings.getAcceptorThreads().orElse(-1),
                settings.getSelectorThreads().orElse(-1),
                settings.isUseProxyProtocol()
                        ? ArrayUtil.prependToArray(new ProxyConnectionFactory(), factories, ConnectionFactory.class)
                        : factories);
        connector.setName(name);
        connector.setHost(settings.getBindHost());
        connector.setPort(settings.getPort());
        connector.setInheritChannel(settings.isInheritChannel());
        connector.setAcceptQueueSize(Objects.requireNonNullElse(settings.getAcceptQueueSize(), ACCEPT_QUEUE_SIZE));
        connector.setReuseAddress(settings.isReuseAddress());
        connector.setIdleTimeout(settings.getIdleTimeout().toMilliseconds());
        connector.addBean(requests(threads == null ? server.getThreadPool() : threads));
        if (threads != null) {
            // Dropwizard looks it up here.
            connector.addBean(threads);
        }
        connector.addBean(new ConnectionLimiter(connector, bounds));
        return connector;
    }

    private static final class Http extends HttpConnectorFactory {
        @Valid
        @NotNull
        @JsonProperty
        private ConnectionBounds connections = ConnectionBounds.usual();

        Http() {
            setHttpCompliance(HttpCompliance.STRICT);
        }

        @Override
        protected HttpConnectionFactory buildHttpConnectionFactory(HttpConfiguration configuration) {
            return serial(super.buildHttpConnectionFactory(configuration));
        }

        @Override
        protected ServerConnector buildConnector(
                Server server,
                Scheduler scheduler,
                ByteBufferPool buffers,
                String name,
                ThreadPool threads,
                ConnectionFactory... factories) {
            return connector(this, connections, server, scheduler, buffers, name, threads, factories);
        }
    }

    private static final class Https extends HttpsConnectorFactory {
        @Valid
        @NotNull
        @JsonProperty
        private ConnectionBounds connections = ConnectionBounds.usual();

        Https() {
            setHttpCompliance(HttpCompliance.STRICT);
        }

        @Override
        protected HttpConnectionFactory buildHttpConnectionFactory(HttpConfiguration configuration) {
            return serial(super.buildHttpConnectionFactory(configuration));
        }

        @Override
        protected ServerConnector buildConnector(
                Server server,
                Scheduler scheduler,
                ByteBufferPool buffers,
                String name,
                ThreadPool threads,
                ConnectionFactory... factories) {
            return connector(this, connections, server, scheduler, buffers, name, threads, factories);
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
}
