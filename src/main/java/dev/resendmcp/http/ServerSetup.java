package dev.resendmcp.http;

import dev.resendmcp.http.connection.ConnectionLimiter;
import dev.resendmcp.http.connection.FairExecutor;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Configures how all ports of a server handle connections and requests, before they open. */
public final class ServerSetup implements LifeCycle.Listener {
    private static final String BEARER = "bearer ";
    private static final String ADMIN = "admin";
    /** Addresses that were put together from parts often have them, and no path here has a meaning of its own with them. */
    private static final UriCompliance DOUBLED_SLASHES =
            UriCompliance.DEFAULT.with("doubled-slashes", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private final TrustedProxies proxies;
    private final Probes probes;
    private final RequestThreadsCheck threads;
    private final Executor callThreads;
    private final Function<Optional<String>, Optional<String>> callers;

    /**
     * @param callThreads as many threads as there are calls; requests run there too, so that a call stays on the thread that
     *     read it
     * @param callers gives the name of the caller for a bearer token; empty when tokens do not distinguish callers
     */
    public ServerSetup(
            TrustedProxies proxies,
            Probes probes,
            RequestThreadsCheck threads,
            Executor callThreads,
            Function<Optional<String>, Optional<String>> callers) {
        this.proxies = proxies;
        this.probes = probes;
        this.threads = threads;
        this.callThreads = callThreads;
        this.callers = callers;
    }

    @Override
    public void lifeCycleStarting(LifeCycle starting) {
        Server server = (Server) starting;
        new ClientAddress(proxies).install(server);
        server.getContainedBeans(HttpConfiguration.class)
                .forEach(connector -> connector.setUriCompliance(DOUBLED_SLASHES));
        ConnectionLimiter.exempt(server, proxies::include);
        RequestThreads outermost = new RequestThreads(probes, this::owner);
        outermost.setHandler(server.getHandler());
        server.setHandler(outermost);
        threads.watch(server);
        Stream.of(server.getConnectors())
                .filter(connector -> !connector.getName().equals(ADMIN))
                .forEach(connector -> FairExecutor.of(connector).preferThreads(callThreads));
    }

    /** The caller whose token a request has or, without a valid token, the client address. */
    private Object owner(Request request) {
        Optional<String> token = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        return callers.apply(token).orElseGet(() -> Request.getRemoteAddr(request));
    }
}
