package dev.resendmcp.http;

import dev.resendmcp.http.connection.FairConnector;
import dev.resendmcp.http.connection.FairExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Answers probes immediately on the thread that read them, and passes all other requests to the request threads of their port.
 * Nothing blocks before that, so heads are read and probes are answered however busy the request threads are.
 */
final class RequestThreads extends Handler.Wrapper {
    private final Probes probes;
    private final Function<Request, Object> owners;

    /** @param owners gives the owner of a request; requests of different owners take turns */
    RequestThreads(Probes probes, Function<Request, Object> owners) {
        this.probes = probes;
        this.owners = owners;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (probes.include(request)) {
            probes.answer(request, response, callback);
            return true;
        }
        try {
            FairExecutor fair = FairExecutor.of(request.getConnectionMetaData().getConnector());
            Object owner = owners.apply(request);
            FairConnector.setOwner(
                    request.getConnectionMetaData().getConnection().getEndPoint(), owner);
            Executor threads = task -> fair.execute(owner, task);
            Request dispatched = new Dispatched(request, threads);
            threads.execute(() -> serve(dispatched, response, callback));
        } catch (RejectedExecutionException e) {
            // The service is stopping.
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            // As Jetty does with a handler that throws on its own thread.
            Response.writeError(request, response, callback, e);
        }
    }

    /** Runs content callbacks on the request threads, because they may block. */
    private static final class Dispatched extends Request.Wrapper {
        private final Executor threads;

        Dispatched(Request request, Executor threads) {
            super(request);
            this.threads = threads;
        }

        @Override
        public void demand(Runnable waiting) {
            super.demand(Invocable.from(InvocationType.NON_BLOCKING, () -> {
                if (Invocable.getInvocationType(waiting) == InvocationType.NON_BLOCKING) {
                    waiting.run();
                } else {
                    threads.execute(waiting);
                }
            }));
        }
    }
}
