package dev.resendmcp;

import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Where operators reach the console: as configured, or at the admin port once it is open. */
final class ConsoleAddress {
    private static final URI USUAL = URI.create("http://127.0.0.1:8081/console");

    private final AtomicReference<URI> address;
    private final boolean configured;

    ConsoleAddress(Optional<URI> configured) {
        this.configured = configured.isPresent();
        this.address = new AtomicReference<>(configured.orElse(USUAL));
    }

    /** Reads the port when the server has started. */
    void readFrom(LifecycleEnvironment lifecycle) {
        if (!configured) {
            lifecycle.addServerLifecycleListener(server -> adminPort(server).ifPresent(port -> address.set(uri(port))));
        }
    }

    URI get() {
        return address.get();
    }

    private static Optional<ServerConnector> adminPort(Server server) {
        return Arrays.stream(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .filter(connector -> "admin".equals(connector.getName()))
                .findFirst();
    }

    private static URI uri(ServerConnector connector) {
        String host = connector.getHost();
        boolean any = host == null || host.equals("0.0.0.0") || host.contains("::");
        boolean secure = connector.getProtocols().stream().anyMatch("ssl"::equalsIgnoreCase);
        return URI.create((secure ? "https" : "http") + "://" + (any ? "127.0.0.1" : host) + ":"
                + connector.getLocalPort() + "/console");
    }
}
