package dev.resendmcp.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ShutdownThread;

/**
 * Lets proxies stop using the service before it refuses requests. After SIGTERM, every response closes its connection, so that
 * proxies keep no connection that would break later. When the server stops, it closes its ports first. A proxy whose connection
 * is refused can safely try another instance. Requests on connections that are still open are served for another moment; later
 * ones are refused.
 */
public final class Drain implements HttpConfiguration.Customizer, LifeCycle.Listener {
    /** How long open connections may still deliver requests after the ports have closed. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(20);

    private final LifeCycle signal = new Signal();
    private volatile boolean begun;
    private volatile boolean refusing;

    @Override
    public void lifeCycleStarting(LifeCycle server) {
        install((Server) server);
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        closePorts((Server) server);
    }

    /** Makes all connectors of a server close their connections once draining has begun. Call before the server starts. */
    void install(Server server) {
        server.getContainedBeans(HttpConfiguration.class).forEach(connector -> connector.addCustomizer(this));
    }

    /**
     * Begins on SIGTERM. Call after all other shutdown handlers have registered, so that this one runs before those that wait.
     */
    public void watch() {
        LifeCycle.start(signal);
        ShutdownThread.register(0, signal);
    }

    /** Begins to drain: responses close their connections from now on. */
    void begin() {
        begun = true;
    }

    /** Closes the ports, and returns when requests may be refused. */
    void closePorts(Server server) {
        ShutdownThread.deregister(signal);
        Stream.of(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .forEach(connector -> ((NetworkConnector) connector).close());
        if (begun) {
            awaitLastRequests(server);
        }
        begun = true;
        refusing = true;
    }

    /** Whether requests are refused. */
    public boolean refusing() {
        return refusing;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        // Decides when the response is sent, so that long calls close their connections too.
        request.addHttpStreamWrapper(Closing::new);
        return request;
    }

    private static void awaitLastRequests(Server server) {
        long end = System.nanoTime() + LAST_REQUESTS.toNanos();
        try {
            while (System.nanoTime() < end && connected(server)) {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean connected(Server server) {
        return Stream.of(server.getConnectors())
                .map(Connector::getConnectedEndPoints)
                .anyMatch(endPoints -> !endPoints.isEmpty());
    }

    private final class Signal extends AbstractLifeCycle {
        @Override
        protected void doStop() {
            begin();
        }
    }

    private final class Closing extends HttpStream.Wrapper {
        Closing(HttpStream wrapped) {
            super(wrapped);
        }

        @Override
        public void prepareResponse(HttpFields.Mutable headers) {
            super.prepareResponse(headers);
            if (begun) {
                headers.put(HttpHeader.CONNECTION, "close");
            }
        }
    }
}
