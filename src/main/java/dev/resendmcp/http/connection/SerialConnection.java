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
 * An HTTP/1 connection that only one thread uses at a time. Bad requests cost no thread. Reports the progress of its requests
 * to the {@link ConnectionLimiter}.
 *
 * <p>Jetty 12.1.9 to 12.1.14 answers a refused head on another thread while the first still holds the buffer, and starts a new
 * thread for each when all are busy. docs/adr/0008-jetty-refused-heads.md describes the effects, and when the lock and the
 * queue of failures can be removed.
 */
public final class SerialConnection extends HttpConnection {
    /** Owner of the answers to malformed requests, so that thousands of them do not delay others. */
    private static final Object BAD_MESSAGES = new Object();

    private final Lock turn = new ReentrantLock();
    private final ConnectionLimiter limiter;
    private final FairExecutor requests;
    private boolean badMessage;

    SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
        this.limiter = ((Container) connector).getBean(ConnectionLimiter.class);
        this.requests = FairExecutor.of(connector);
    }

    @Override
    public void onOpen() {
        limiter.opened(this);
        super.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        limiter.connections().closed(this);
        super.onClose(cause);
    }

    @Override
    public void onFillable() {
        turn.lock();
        try {
            super.onFillable();
            reportProgress();
        } finally {
            turn.unlock();
        }
    }

    private void reportProgress() {
        HttpParser parser = getParser();
        if (parser.isStart()) {
            limiter.connections().waits(this);
        } else if (parser.getState().compareTo(HttpParser.State.CONTENT) < 0) {
            limiter.connections().began(this);
        } else {
            limiter.connections().served(this);
        }
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new RequestHandler() {
            @Override
            public void badMessage(HttpException failure) {
                if (getParser().isClosed()) {
                    // The client closed in the middle of the head. Nobody waits for an answer, and thousands may
                    // close at once.
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
