package dev.resendmcp.http.connection;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector whose connections take turns when many become ready at once, for example when a caller with thousands of
 * connections is killed. A connection belongs to the caller of its last request, or to its address before the first request. If
 * only a few are ready, the selector thread serves them itself, which is faster.
 */
public final class FairConnector extends ServerConnector {
    /** Owner of the tasks that open connections. */
    private static final Object OPENINGS = "openings";
    /** Owner of the tasks that close connections, so that a new connection does not wait for thousands that close. */
    private static final Object CLOSINGS = "closings";
    /** Number of connections that may be ready at once without taking turns. */
    private static final int FEW = 16;

    private final FairExecutor readers;

    /** @param readers threads that accept connections and read from them; nothing that blocks may run there */
    FairConnector(
            Server server,
            QueuedThreadPool readers,
            Scheduler scheduler,
            ByteBufferPool buffers,
            int acceptors,
            int selectors,
            ConnectionFactory... factories) {
        super(server, readers, scheduler, buffers, acceptors, selectors, factories);
        // Keep one thread free for Jetty's own tasks.
        int most = readers.getMaxThreads() - getAcceptors() - 1;
        this.readers = new FairExecutor(readers, most, most);
    }

    /** Sets the owner of a connection. */
    public static void setOwner(EndPoint endPoint, Object owner) {
        if (endPoint instanceof FairEndPoint fair) {
            fair.owner = owner;
        } else if (endPoint instanceof EndPoint.Wrapper wrapper) {
            setOwner(wrapper.unwrap(), owner);
        }
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new FairSelectorManager(executor, scheduler, selectors);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new FairEndPoint(channel, (CountingSelector) selector, key);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private final class FairSelectorManager extends ServerConnectorManager {
        FairSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        protected ManagedSelector newSelector(int id) {
            return new CountingSelector(this, id);
        }

        @Override
        protected void execute(Runnable task) {
            // Jetty opens a connection in the task that registered it with the selector.
            readers.execute(task instanceof ManagedSelector.SelectorUpdate ? OPENINGS : CLOSINGS, task);
        }
    }

    /** Counts the connections that became ready together. Used by one thread at a time. */
    private static final class CountingSelector extends ManagedSelector {
        private int ready;

        CountingSelector(SelectorManager manager, int id) {
            super(manager, id);
        }

        @Override
        protected int select(Selector selector) throws IOException {
            ready = super.select(selector);
            return ready;
        }
    }

    private final class FairEndPoint extends SocketChannelEndPoint {
        private final CountingSelector selector;
        private volatile Object owner;

        FairEndPoint(SocketChannel channel, CountingSelector selector, SelectionKey key) {
            super(channel, selector, key, FairConnector.this.getScheduler());
            this.selector = selector;
            this.owner = channel.socket().getInetAddress();
        }

        @Override
        public Runnable onSelected() {
            Runnable task = super.onSelected();
            return selector.ready <= FEW || Invocable.getInvocationType(task) != InvocationType.NON_BLOCKING
                    ? task
                    : Invocable.from(InvocationType.NON_BLOCKING, () -> queue(task));
        }

        private void queue(Runnable task) {
            try {
                readers.execute(owner, task);
            } catch (RejectedExecutionException e) {
                // The service is stopping.
                close();
            }
        }
    }
}
