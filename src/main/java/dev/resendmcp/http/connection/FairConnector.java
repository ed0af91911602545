package dev.resendmcp.http.connection;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
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
 * A connector whose connections take turns when many of them become ready at once, as when a caller with thousands of them is
 * killed. A connection belongs to the caller of its last request, and to its address until it has sent one. A few connections are
 * served by the thread of the selector itself, which is quicker.
 */
public final class FairConnector extends ServerConnector {
    /** Owner of the opening and closing of connections. */
    private static final Object LIFE_CYCLES = "life cycles";
    /** Connections that are ready in the same moment without having to take turns. */
    private static final int FEW = 16;

    private final FairExecutor readers;

    /** @param readers threads that accept connections and read what comes; nothing that blocks may run there */
    FairConnector(
            Server server,
            QueuedThreadPool readers,
            Scheduler scheduler,
            ByteBufferPool buffers,
            int acceptors,
            int selectors,
            ConnectionFactory... factories) {
        super(server, readers, scheduler, buffers, acceptors, selectors, factories);
        // One thread stays free for what Jetty itself starts there.
        int most = readers.getMaxThreads() - getAcceptors() - 1;
        this.readers = new FairExecutor(readers, most, most);
    }

    /** Says whose connection it is. */
    public static void belongs(EndPoint endPoint, Object owner) {
        if (endPoint instanceof FairEndPoint fair) {
            fair.owner = owner;
        } else if (endPoint instanceof EndPoint.Wrapper wrapper) {
            belongs(wrapper.unwrap(), owner);
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
            readers.execute(LIFE_CYCLES, task);
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(
                SelectableChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
            return FairConnector.this.newEndPoint((SocketChannel) channel, selector, key);
        }
    }

    /** Knows how many connections became ready together. Used by one thread at a time. */
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
                // The service stops.
                close();
            }
        }
    }
}
