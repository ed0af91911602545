package dev.resendmcp.http;

import dev.resendmcp.http.connection.ConnectionLimiter;
import dev.resendmcp.http.connection.FairExecutor;
import java.util.function.ObjIntConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * What the ports of a server have to do: responses, connections and threads, by the name of the connector: {@code application} or
 * {@code admin}. All numbers are 0 until the server starts. Safe for use by many threads.
 */
public final class ServerLoad implements LifeCycle.Listener {
    private final ObjIntConsumer<String> responses;
    private volatile Server server;

    /** @param responses is given the connector and the status of every response, those of the server itself included */
    public ServerLoad(ObjIntConsumer<String> responses) {
        this.responses = responses;
    }

    @Override
    public void lifeCycleStarting(LifeCycle starting) {
        Server started = (Server) starting;
        RequestLog log = started.getRequestLog();
        started.setRequestLog((request, response) -> {
            responses.accept(request.getConnectionMetaData().getConnector().getName(), response.getStatus());
            if (log != null) {
                log.log(request, response);
            }
        });
        server = started;
    }

    /** Connections closed because of a limit, or because no request arrived in time. */
    public long closedConnections(String connector) {
        return sum(connector, port -> bean(port, ConnectionLimiter.class).closed());
    }

    /** Open connections. */
    public long connections(String connector) {
        return sum(connector, port -> bean(port, ConnectionLimiter.class).open());
    }

    /** Threads that handle requests now. */
    public long busyThreads(String connector) {
        return sum(connector, port -> bean(port, FairExecutor.class).busy());
    }

    /** Threads that may handle requests. */
    public long maxThreads(String connector) {
        return sum(connector, port -> bean(port, FairExecutor.class).max());
    }

    /** Requests and parts of requests that wait for a thread. */
    public long queuedTasks(String connector) {
        return sum(connector, port -> bean(port, FairExecutor.class).queued());
    }

    private long sum(String connector, ToLongFunction<Connector> value) {
        return server == null
                ? 0
                : Stream.of(server.getConnectors())
                        .filter(port -> connector.equals(port.getName()))
                        .mapToLong(value)
                        .sum();
    }

    private static <T> T bean(Connector port, Class<T> type) {
        return ((Container) port).getBean(type);
    }
}
