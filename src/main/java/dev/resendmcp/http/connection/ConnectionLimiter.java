package dev.resendmcp.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the connections of a connector. Refuses more connections from an address that has too many. When the connector is
 * full, closes the least useful connection to make room for the new one, so that nobody can keep others out by opening many.
 * Closes a connection whose request head does not arrive in time. An idle connection may stay for the connector's idle timeout.
 */
public final class ConnectionLimiter extends AbstractLifeCycle implements SelectorManager.AcceptListener {
    private static final Logger log = LoggerFactory.getLogger(ConnectionLimiter.class);
    private static final long LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final AbstractConnector connector;
    private final ConnectionBounds bounds;
    private final AddressCounts addresses;
    private final OpenConnections<Connection> connections = new OpenConnections<>(System::nanoTime);
    private final AtomicLong ended = new AtomicLong();
    private long logged;
    private long lastLog = System.nanoTime() - LOG_INTERVAL;

    ConnectionLimiter(AbstractConnector connector, ConnectionBounds bounds) {
        this.connector = connector;
        this.bounds = bounds;
        this.addresses = new AddressCounts(bounds.maxPerAddress());
    }

    /** Exempts addresses from the limit per address, on all connectors of a server. */
    public static void exempt(Server server, Predicate<InetAddress> proxies) {
        server.getContainedBeans(ConnectionLimiter.class).forEach(limiter -> limiter.addresses.exempt(proxies));
    }

    @Override
    protected void doStart() {
        connector.getScheduler().schedule(this::sweep, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        if (address(channel).filter(address -> !addresses.add(channel, address)).isPresent()) {
            ended.incrementAndGet();
            IO.close(channel);
        }
    }

    private static Optional<InetAddress> address(SelectableChannel channel) {
        try {
            return channel instanceof SocketChannel socket
                            && socket.getRemoteAddress() instanceof InetSocketAddress peer
                    ? Optional.ofNullable(peer.getAddress())
                    : Optional.empty();
        } catch (IOException e) {
            // Closed already.
            return Optional.empty();
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        addresses.remove(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        addresses.remove(channel);
    }

    /** Adds a connection, and closes another one if there are too many. */
    void opened(Connection connection) {
        connections.opened(connection);
        if (connections.size() > bounds.max()) {
            connections.evict().ifPresent(this::end);
        }
    }

    /** Number of connections closed because of a limit, or because no request arrived in time. */
    public long closed() {
        return ended.get();
    }

    /** Number of open connections. */
    public int open() {
        return connections.size();
    }

    /** The open connections, which report their progress here. */
    OpenConnections<Connection> connections() {
        return connections;
    }

    /** Catches exceptions, so that the next sweep is always scheduled. */
    private void sweep() {
        if (!isRunning()) {
            return;
        }
        try {
            long nanos = bounds.headTimeout().toNanoseconds();
            for (Optional<Connection> late = connections.overdue(nanos);
                    late.isPresent();
                    late = connections.overdue(nanos)) {
                end(late.get());
            }
            report();
        } catch (RuntimeException e) {
            log.error("Connections could not be checked", e);
        } finally {
            connector.getScheduler().schedule(this::sweep, 1, TimeUnit.SECONDS);
        }
    }

    private void end(Connection connection) {
        ended.incrementAndGet();
        connection.getEndPoint().close();
    }

    private void report() {
        long more = ended.get() - logged;
        if (more > 0 && System.nanoTime() - lastLog >= LOG_INTERVAL) {
            lastLog = System.nanoTime();
            logged += more;
            log.atWarn()
                    .addKeyValue("port", connector.getName())
                    .addKeyValue("connections", more)
                    .log(
                            "Closed connections over the limits in section connections, or because no request arrived in time");
        }
    }
}
