package dev.resendmcp.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Dropwizard's connectors {@code http} and {@code https} with bounds: a section {@code connections}, and strict HTTP, where a line
 * ends with CR and LF, since a proxy may see the end of a head or a chunk elsewhere.
 */
public final class SerialConnectors {
    private static final int MOST_READERS = 32;
    private static final int FEW_READERS = 8;
    private static final int LEAST_READERS = 4;

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

    /** Threads that accept connections and read what comes; nothing that may block runs there. */
    private static ThreadPool readers(String name) {
        int processors = Runtime.getRuntime().availableProcessors();
        int most = Math.min(MOST_READERS, Math.max(FEW_READERS, 2 * processors));
        QueuedThreadPool readers = new QueuedThreadPool(most, LEAST_READERS);
        readers.setName("http-" + name);
        return readers;
    }

    /** Threads that requests run on. */
    private static FairExecutor requests(ThreadPool threads) {
        int most = threads instanceof ThreadPool.SizedThreadPool sized ? sized.getMaxThreads() : threads.getThreads();
        return new FairExecutor(threads, most);
    }

    private static ServerConnector guard(ServerConnector connector, ThreadPool threads, ConnectionBounds bounds) {
        connector.addBean(requests(threads == null ? connector.getServer().getThreadPool() : threads));
        if (threads != null) {
            // Dropwizard looks for it here.
            connector.addBean(threads);
        }
        connector.addBean(new ConnectionGuard(connector, bounds));
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
            return guard(
                    super.buildConnector(server, scheduler, buffers, name, readers(name), factories),
                    threads,
                    connections);
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
            return guard(
                    super.buildConnector(server, scheduler, buffers, name, readers(name), factories),
                    threads,
                    connections);
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
