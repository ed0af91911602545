package dev.resendmcp.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to Resend: how many are in use, and whether one can still be had. Safe for use by many threads. */
public final class ConnectionPool {
    private static final Logger log = LoggerFactory.getLogger(ConnectionPool.class);
    /** Only ever leased, never opened. */
    private static final HttpRoute PROBE = new HttpRoute(new HttpHost("https", "pool-check.invalid", 443));

    private volatile PoolingHttpClientConnectionManager connections;

    public ConnectionPool() {}

    /**
     * Connections of the pool.
     *
     * @param leased in use
     * @param pending requests that wait for one
     * @param free how many more may be in use at a time
     * @param max how many may be in use at a time
     */
    public record Stats(int leased, int pending, int free, int max) {
        static final Stats UNUSED = new Stats(0, 0, 0, 0);
    }

    /** How many are in use now; all zero before the first call. */
    public Stats stats() {
        PoolingHttpClientConnectionManager pool = connections;
        if (pool == null) {
            return Stats.UNUSED;
        }
        PoolStats now = pool.getTotalStats();
        return new Stats(now.getLeased(), now.getPending(), Math.max(0, now.getMax() - now.getLeased()), now.getMax());
    }

    /** Takes a place in the pool and gives it back, as a call does. Returns what went wrong; empty before the first call. */
    public Optional<String> tryOne(Duration wait) {
        PoolingHttpClientConnectionManager pool = connections;
        if (pool == null) {
            return Optional.empty();
        }
        Timeout timeout = Timeout.of(wait);
        LeaseRequest request = pool.lease("pool-check", PROBE, timeout, null);
        try {
            pool.release(request.get(timeout), null, TimeValue.ZERO_MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of("all connections are in use");
        } catch (ExecutionException | IllegalStateException e) {
            return Optional.of("the pool gives none (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted");
        } finally {
            request.cancel();
        }
    }

    /** The pool as the HTTP client gets it: an error of the JVM does not close it. */
    HttpClientConnectionManager watch(PoolingHttpClientConnectionManager pool) {
        connections = pool;
        return new Lasting(pool);
    }

    /**
     * Keeps the pool open when an {@link Error} ends an exchange: the HTTP client would close it for good then, and no later call
     * could be made. The connection of that exchange is closed by {@link ResponseLimitHandler}.
     */
    private record Lasting(HttpClientConnectionManager pool) implements HttpClientConnectionManager {
        @Override
        public void close(CloseMode mode) {
            if (mode == CloseMode.IMMEDIATE) {
                log.warn("An error ended a call to Resend; its connection is closed, the others stay");
            } else {
                pool.close(mode);
            }
        }

        @Override
        public void close() throws IOException {
            pool.close();
        }

        @Override
        public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, Object state) {
            return pool.lease(id, route, timeout, state);
        }

        @Override
        public void release(ConnectionEndpoint endpoint, Object state, TimeValue keepAlive) {
            pool.release(endpoint, state, keepAlive);
        }

        @Override
        public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) throws IOException {
            pool.connect(endpoint, timeout, context);
        }

        @Override
        public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
            pool.upgrade(endpoint, context);
        }
    }
}
