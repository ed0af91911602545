package dev.resendmcp.cli.settings;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The ports that a server would open. */
public final class PortAvailability {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final int CONNECT_TIMEOUT_MS = 1000;

    private final List<Port> ports = new ArrayList<>();

    /**
     * Reads the addresses and checks that key stores and trust stores can be opened.
     *
     * @param server whose connectors are all of type http or https
     * @throws SettingException when a store cannot be opened
     */
    PortAvailability(DefaultServerFactory server) {
        add("MCP", "server.applicationConnectors", server.getApplicationConnectors());
        add("ADMIN", "server.adminConnectors", server.getAdminConnectors());
    }

    private void add(String variables, String setting, List<ConnectorFactory> connectors) {
        for (int i = 0; i < connectors.size(); i++) {
            String path = setting + "[" + i + "]";
            if (connectors.get(i) instanceof HttpsConnectorFactory encrypted) {
                KeyStores.requireReadable(encrypted, path);
            }
            if (connectors.get(i) instanceof HttpConnectorFactory connector) {
                // In the shipped file, variables fill in the first connector of each kind.
                ports.add(new Port(
                        connector,
                        i == 0 ? variables + "_HOST" : path + ".bindHost",
                        i == 0 ? variables + "_PORT" : path + ".port"));
            }
        }
    }

    /**
     * Opens all ports at once and closes them again.
     *
     * @throws SettingException when one cannot be opened; the message names address, port, setting and reason
     */
    public void requireFree() {
        List<ServerSocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < ports.size(); i++) {
                Port port = ports.get(i);
                if (!port.connector().isInheritChannel()) {
                    open.add(port.open(ports.subList(0, i)));
                }
            }
        } finally {
            open.forEach(PortAvailability::close);
        }
    }

    /**
     * One port and whether it can be opened.
     *
     * @param setting that names it, such as {@code MCP_PORT}
     * @param host as configured
     * @param number 0 for any free one
     * @param encrypted whether it serves https
     * @param fault why it cannot be opened, in one sentence with the fix; empty when it can
     */
    public record Trial(String setting, String host, int number, boolean encrypted, Optional<String> fault) {
        /** Whether it is a port of the admin section. */
        public boolean admin() {
            return setting.startsWith("ADMIN") || setting.startsWith("server.admin");
        }

        /** Host and port, such as {@code 127.0.0.1:8080}. */
        public String address() {
            return PortAvailability.address(host, number);
        }

        /** A URI for a client on this machine. */
        public URI uri(String path) {
            return PortAvailability.uri(host, number, encrypted, path);
        }
    }

    /** Opens each port and closes it again. */
    public List<Trial> trials() {
        return ports.stream()
                .map(port -> new Trial(
                        port.portSetting(),
                        port.host(),
                        port.connector().getPort(),
                        port.connector() instanceof HttpsConnectorFactory,
                        fault(port)))
                .toList();
    }

    private Optional<String> fault(Port port) {
        if (port.connector().isInheritChannel()) {
            return Optional.empty();
        }
        try {
            close(port.open(ports.subList(0, ports.indexOf(port)).stream()
                    .filter(other -> other.connector().getPort() != 0)
                    .toList()));
            return Optional.empty();
        } catch (SettingException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The URI of a path on the first MCP port, for a client on this machine; empty if any free port is taken. */
    public Optional<URI> mcp(String path) {
        return ports.stream()
                .filter(port -> port.portSetting().equals("MCP_PORT")
                        && port.connector().getPort() > 0)
                .map(port -> uri(
                        port.host(),
                        port.connector().getPort(),
                        port.connector() instanceof HttpsConnectorFactory,
                        path))
                .findFirst();
    }

    private static URI uri(String host, int port, boolean encrypted, String path) {
        return URI.create((encrypted ? "https://" : "http://")
                + address(ANY_ADDRESS.contains(host) ? "127.0.0.1" : host, port)
                + path);
    }

    /** Host and port as in a URL, with an IPv6 address in brackets. */
    public static String address(String host, int port) {
        boolean unbracketed = host.contains(":") && !host.startsWith("[");
        return (unbracketed ? "[" + host + "]" : host) + ":" + port;
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The server then reports that the port is in use.
        }
    }

    /** The address of the first connector of a kind, such as {@code 127.0.0.1:8080}. */
    public String address(String variables) {
        return ports.stream()
                .filter(port -> port.portSetting().equals(variables + "_PORT"))
                .map(Port::address)
                .findFirst()
                .orElse("no port");
    }

    private record Port(HttpConnectorFactory connector, String hostSetting, String portSetting) {
        private String host() {
            return Objects.requireNonNullElse(connector.getBindHost(), "0.0.0.0");
        }

        private String address() {
            return PortAvailability.address(host(), connector.getPort());
        }

        private ServerSocketChannel open(List<Port> others) {
            InetSocketAddress address = new InetSocketAddress(host(), connector.getPort());
            if (address.isUnresolved()) {
                throw new SettingException(
                        hostSetting + " is not an address of this machine; give one such as 127.0.0.1.");
            }
            try {
                return open(address);
            } catch (IOException e) {
                throw refused(address, others);
            }
        }

        private ServerSocketChannel open(InetSocketAddress address) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, connector.isReuseAddress());
                return channel.bind(address);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        /** Finds the reason by trial, because system messages are localized. */
        private SettingException refused(InetSocketAddress address, List<Port> others) {
            if (!canOpen(new InetSocketAddress(address.getAddress(), 0))) {
                return new SettingException(hostSetting + " is " + host()
                        + ", which is not an address of this machine; give one such as 127.0.0.1.");
            }
            Optional<Port> same = others.stream()
                    .filter(other -> other.connector().getPort() == connector.getPort())
                    .findFirst();
            if (same.isPresent()) {
                return new SettingException(same.get().portSetting() + " and " + portSetting + " are both "
                        + connector.getPort() + ": give each its own port.");
            }
            if (connector.getPort() < FIRST_UNPRIVILEGED && !isAnswered(address)) {
                return new SettingException("Port " + connector.getPort() + " (" + portSetting
                        + ") is in use, or user " + System.getProperty("user.name")
                        + " may not open it: choose port " + FIRST_UNPRIVILEGED
                        + " or above, or let systemd or a proxy open it.");
            }
            return new SettingException("Port " + connector.getPort() + " on " + host() + " (" + portSetting
                    + ") is in use by another process: stop that process, or choose another port.");
        }

        private boolean canOpen(InetSocketAddress address) {
            try {
                open(address).close();
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static boolean isAnswered(InetSocketAddress address) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_TIMEOUT_MS);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
