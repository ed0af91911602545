package dev.resendmcp.http;

import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.Container;

/**
 * The threads that requests of one connector run on. The connector itself reads and accepts on threads of its own.
 *
 * @param threads may all be busy
 */
record RequestPool(Executor threads) {
    /** Runs a task of a request. */
    static Executor of(Request request) {
        Container connector = (Container) request.getConnectionMetaData().getConnector();
        return virtual(connector.getBean(RequestPool.class).threads);
    }

    /** Virtual threads where the JVM has them. */
    static Executor virtual(Executor threads) {
        return VirtualThreads.getExecutor(threads);
    }
}
