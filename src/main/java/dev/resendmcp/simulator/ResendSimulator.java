package dev.resendmcp.simulator;

import dev.resendmcp.simulator.account.ApiKeyModule;
import dev.resendmcp.simulator.core.PastEvent;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.SimulatedApi;
import dev.resendmcp.simulator.http.Downloads;
import dev.resendmcp.simulator.http.HttpFrontEnd;
import dev.resendmcp.simulator.http.RateWindow;
import dev.resendmcp.simulator.http.RequestLog;
import dev.resendmcp.simulator.http.SimulatedAccounts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A simulated Resend API on a port of this machine, any free one by default. It keeps everything in memory and sends no email. Like Resend,
 * it has API keys, a rate limit, idempotency keys, cursors and named errors. It records every request byte for byte.
 * Thread-safe.
 */
public final class ResendSimulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final RequestLog log = new RequestLog();
    private final int requestsPerSecond;
    private final SimulatedAccounts accounts = new SimulatedAccounts();
    private final HttpFrontEnd front;
    private final Server server;
    private final ServerConnector connector;

    /**
     * Prepares a simulator; {@link #start} opens its port.
     *
     * @param requestsPerSecond how many requests are let through in any second; the rest is answered with 429
     * @throws IllegalArgumentException if that is less than 1
     */
    public ResendSimulator(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
        addAccount(SeedData.FULL_ACCESS_KEY);
        front = new HttpFrontEnd(log, accounts);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("sandbox");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(HOST);
        server.addConnector(connector);
        server.setHandler(new Downloads(accounts, front));
    }

    /**
     * Adds an account with seeded data of its own, and the same rate limit.
     *
     * @param key that may do everything there; the one for sending only has {@code _sending} at the end
     * @return this
     */
    public ResendSimulator addAccount(String key) {
        accounts.add(
                new SimulatedApi(Clock.systemUTC(), Modules.all(requestsPerSecond), ApiKeyModule::authorize, key),
                new RateWindow(requestsPerSecond, System::nanoTime));
        return this;
    }

    /**
     * Chooses the port, before the start.
     *
     * @param port 0 for any that is free
     * @return this
     */
    public ResendSimulator at(int port) {
        connector.setPort(port);
        return this;
    }

    /**
     * Opens the port.
     *
     * @return this
     * @throws IllegalStateException if no port could be opened
     */
    public ResendSimulator start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The simulator of the Resend API did not start", e);
        }
        return this;
    }

    /**
     * Where to send requests, such as {@code http://127.0.0.1:40123}, without a slash at the end.
     *
     * @throws IllegalStateException unless started
     */
    public URI baseUri() {
        if (connector.getLocalPort() <= 0) {
            throw new IllegalStateException("The simulator is not running");
        }
        return URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /**
     * Every request that arrived, refused ones included, in order of arrival. A request is listed before its answer is
     * written. Of very many (100,000, or 128 MB of bodies) only the newest are kept. Not listed is what is no HTTP
     * request at all, such as one whose path has a broken escape or %00; the server answers it 400.
     */
    public List<RecordedRequest> requests() {
        return log.inOrder();
    }

    /**
     * The newest request.
     *
     * @throws NoSuchElementException if none has arrived
     */
    public RecordedRequest lastRequest() {
        List<RecordedRequest> all = requests();
        if (all.isEmpty()) {
            throw new NoSuchElementException("No request has arrived");
        }
        return all.get(all.size() - 1);
    }

    /** What happened to an email, oldest first: more than Resend's API tells. */
    public List<PastEvent> events(String email) {
        return accounts.events(email);
    }

    /** The largest number of requests that arrived for one account in any one second, those answered 429 included. */
    public int busiestSecond() {
        return accounts.busiestSecond();
    }

    /** Makes each answer wait this long, after its request was counted, recorded and acted on. */
    public void delayAnswers(Duration delay) {
        front.delayAnswers(delay);
    }

    /** Forgets requests, rate window, idempotency keys, delay and data, and starts again with the seeded data. */
    public void reset() {
        front.delayAnswers(Duration.ZERO);
        accounts.reset();
        log.clear();
    }

    /** Closes the port. Requests that still wait for an answer get none. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The simulator of the Resend API did not stop", e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        // Accept invalid paths, so that a test sees if the service sends them.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        return http;
    }
}
