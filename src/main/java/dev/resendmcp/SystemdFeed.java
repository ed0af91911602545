package dev.resendmcp;

import dev.resendmcp.systemd.SelfCheck;
import dev.resendmcp.systemd.Systemd;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.health.HealthStateView;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Reports the status of the service to systemd, if systemd started it and expects notifications. */
final class SystemdFeed {
    private static final String STOPPING = "Stopping: no longer ready, finishing calls in progress";

    private final ResendMcpConfiguration settings;
    private final Environment environment;
    private final int tools;
    private final Supervisor threads;
    private volatile Optional<Systemd> systemd = Optional.empty();
    private volatile boolean reloadFailed;

    /** @param tools number of tools served */
    SystemdFeed(ResendMcpConfiguration settings, Environment environment, int tools, Supervisor threads) {
        this.settings = settings;
        this.environment = environment;
        this.tools = tools;
        this.threads = threads;
    }

    /** Starts reporting once the server has opened its ports. Does nothing if systemd expects no notifications. */
    void begin(Map<String, String> variables) {
        if (!Systemd.listens(variables)) {
            return;
        }
        ScheduledExecutorService timer = CallThreads.timer(environment, threads, ServiceThread.SYSTEMD);
        environment.lifecycle().addServerLifecycleListener(server -> {
            Systemd listening = Systemd.of(variables, timer);
            systemd = Optional.of(listening);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> listening.stopping(STOPPING), "systemd-stopping"));
            listening.watch(new SelfCheck(ownAddress(server)), this::status);
        });
    }

    /**
     * Runs a reload and reports it to systemd, if systemd expects notifications.
     *
     * @param work returns whether it succeeded
     */
    void reload(BooleanSupplier work) {
        Runnable run = () -> reloadFailed = !work.getAsBoolean();
        systemd.ifPresentOrElse(listening -> listening.reload(run, this::status), run);
    }

    private String status() {
        String serving =
                (reloadFailed ? "The last reload failed, see the log; serving " : "Serving ") + tools + " tools";
        if (health().isEmpty()) {
            return serving;
        }
        String failing = environment.health().healthStateAggregator().healthStateViews().stream()
                .filter(check -> !check.isHealthy())
                .map(HealthStateView::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        return serving + "; " + (failing.isEmpty() ? "all health checks pass" : "failing health checks: " + failing);
    }

    private Optional<DefaultHealthFactory> health() {
        return settings.getHealthFactory()
                .filter(DefaultHealthFactory.class::isInstance)
                .map(DefaultHealthFactory.class::cast)
                .filter(DefaultHealthFactory::isEnabled);
    }

    /** The address for the self-check: the application port or, if that uses TLS or has no probes, the admin port. */
    private Optional<URI> ownAddress(Server server) {
        return health().flatMap(health -> connector(server, "application")
                        .map(connector -> address(
                                connector, health.getHealthCheckUrlPaths().get(0) + "?type=alive")))
                .or(() -> connector(server, "admin").map(connector -> address(connector, "/ping")));
    }

    private static Optional<ServerConnector> connector(Server server, String name) {
        return Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .filter(connector -> name.equals(connector.getName()))
                .filter(connector -> connector.getConnectionFactory(SslConnectionFactory.class) == null)
                .findFirst();
    }

    private static URI address(ServerConnector connector, String pathAndQuery) {
        try {
            InetAddress bound = InetAddress.getByName(connector.getHost());
            String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
            boolean unbracketed = host.contains(":");
            return new URI("http://" + (unbracketed ? "[" + host + "]" : host) + ":" + connector.getLocalPort()
                    + pathAndQuery);
        } catch (UnknownHostException | URISyntaxException e) {
            throw new IllegalStateException("a listening server must have an address", e);
        }
    }
}
