package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.junit.jupiter.api.Test;

/** Fails once Jetty no longer needs the lock of {@link SerialConnection}; docs/adr/0008-jetty-refused-heads.md says what to do then. */
class JettyRefusedHeadTest {
    private final CompletableFuture<Thread> parsing = new CompletableFuture<>();
    private final CompletableFuture<Thread> answering = new CompletableFuture<>();

    @Test
    void jettyAnswersOnAnotherThreadThanTheOneThatParses() throws Exception {
        Server server = new Server();
        LocalConnector connector = new LocalConnector(server, new Connections());
        server.addConnector(connector);
        server.start();
        try {
            assertThat(connector.getResponse("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(answering.get(60, TimeUnit.SECONDS)).isNotSameAs(parsing.get(60, TimeUnit.SECONDS));
        } finally {
            server.stop();
        }
    }

    private final class Connections extends HttpConnectionFactory {
        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(new WatchedConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
        }
    }

    private final class WatchedConnection extends HttpConnection {
        WatchedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        protected HttpChannel newHttpChannel(Server server, HttpConfiguration configuration) {
            return new HttpChannelState(this) {
                @Override
                public Runnable onFailure(Throwable failure) {
                    parsing.complete(Thread.currentThread());
                    Runnable answer = super.onFailure(failure);
                    return () -> {
                        answering.complete(Thread.currentThread());
                        answer.run();
                    };
                }
            };
        }
    }
}
