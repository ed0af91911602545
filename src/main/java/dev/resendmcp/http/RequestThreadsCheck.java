package dev.resendmcp.http;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.http.connection.FairExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** Checks that requests still get a thread: runs a task on the request threads of each port and waits for it. */
public final class RequestThreadsCheck extends HealthCheck {
    private final Duration patience;
    private volatile Server server;

    /** @param patience longest wait for a free thread */
    public RequestThreadsCheck(Duration patience) {
        this.patience = patience;
    }

    /** Sets the server whose threads are checked. */
    public void watch(Server running) {
        server = running;
    }

    @Override
    protected Result check() throws InterruptedException {
        if (server == null) {
            return Result.healthy("The server has not started yet");
        }
        try {
            for (Connector connector : server.getConnectors()) {
                FairExecutor threads = FairExecutor.of(connector);
                CompletableFuture.runAsync(() -> {}, task -> threads.execute(this, task))
                        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            return Result.healthy("Request threads are available");
        } catch (TimeoutException e) {
            return Result.unhealthy("No request thread became available within " + patience.toSeconds() + " s");
        } catch (RejectedExecutionException | ExecutionException e) {
            return Result.unhealthy("The request threads have been stopped");
        }
    }
}
