package dev.resendmcp.http.connection;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * An HTTP/1 connection on which one thread works at a time, whose bad requests cost no thread, and which tells its guard how far
 * its requests are.
 *
 * <p>Jetty 12.1.9 to 12.1.14 answers a refused head on another thread, while the first still holds the buffer, and starts a thread for
 * each of them when all are busy. docs/adr/0008-jetty-refused-heads.md says what that does and when the lock and the queue of failures
 * can go.
 */
public final class SerialConnection extends HttpConnection {
    /** Owner of the answers to requests that cannot be read, so that thousands of them hold up no others. */
    private static final Object BAD_MESSAGES = new Object();

    private final Lock turn = new ReentrantLock();
    private final ConnectionLimiter guard;
    private final FairExecutor requests;
    private boolean badMessage;

    SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
        this.guard = ((Container) connector).getBean(ConnectionLimiter.class);
        this.requests = FairExecutor.of(connector);
    }

    @Override
    public void onOpen() {
        guard.opened(this);
        super.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        guard.connections().closed(this);
        super.onClose(cause);
    }

    @Override
    public void onFillable() {
        turn.lock();
        try {
            super.onFillable();
            tellGuard();
        } finally {
            turn.unlock();
        }
    }

    private void tellGuard() {
        HttpParser parser = getParser();
        if (parser.isStart()) {
            guard.connections().waits(this);
        } else if (parser.getState().compareTo(HttpParser.State.CONTENT) < 0) {
            guard.connections().began(this);
        } else {
            guard.connections().served(this);
        }
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new RequestHandler() {
            @Override
            public void badMessage(HttpException failure) {
                if (getParser().isClosed()) {
                    // The head broke off; nobody waits for an answer, and thousands may be cut at once.
                    getEndPoint().close();
                    return;
                }
                badMessage = true;
                try {
                    super.badMessage(failure);
                } finally {
                    badMessage = false;
                }
            }
        };
    }

    @Override
    protected HttpChannel newHttpChannel(Server server, HttpConfiguration configuration) {
        return new HttpChannelState(this) {
            @Override
            public Runnable onFailure(Throwable failure) {
                Runnable task = super.onFailure(failure);
                return task == null || !badMessage ? task : queued(task);
            }
        };
    }

    private Runnable queued(Runnable task) {
        return Invocable.from(Invocable.InvocationType.NON_BLOCKING, () -> requests.execute(BAD_MESSAGES, task));
    }
}
