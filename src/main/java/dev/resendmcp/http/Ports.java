package dev.resendmcp.http;

import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;

/** Sets up how all ports of a server treat connections and requests, before any of them is open. */
public final class Ports implements LifeCycle.Listener {
    private final TrustedProxies proxies;
    private final Probes probes;
    private final RequestThreadsCheck threads;

    /**
     * @param proxies bring connections and requests of many clients
     * @param probes are answered apart from other requests
     * @param threads looks at the threads of those
     */
    public Ports(TrustedProxies proxies, Probes probes, RequestThreadsCheck threads) {
        this.proxies = proxies;
        this.probes = probes;
        this.threads = threads;
    }

    @Override
    public void lifeCycleStarting(LifeCycle starting) {
        Server server = (Server) starting;
        startVirtualThreads(server);
        new ClientAddress(proxies).install(server);
        ConnectionGuard.exempt(server, proxies::include);
        RequestThreads outermost = new RequestThreads(probes);
        outermost.setHandler(server.getHandler());
        server.setHandler(outermost);
        threads.watch(server);
    }

    /** Dropwizard gives the server an executor of virtual threads but does not start it, and one that is stopped runs nothing. */
    private static void startVirtualThreads(Server server) {
        Executor virtual = VirtualThreads.getVirtualThreadsExecutor(server.getThreadPool());
        if (virtual instanceof LifeCycle executor) {
            server.addBean(executor, true);
        }
    }
}
