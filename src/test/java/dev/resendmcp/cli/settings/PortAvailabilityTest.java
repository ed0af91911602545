package dev.resendmcp.cli.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of ports that cannot be opened, before anything else is started. */
class PortAvailabilityTest {
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    Path directory;

    @Test
    void freePortsAreLeftFree() throws IOException {
        int port = free();
        PortAvailability ports = new PortAvailability(server(connector(LOOPBACK, port), connector(LOOPBACK, 0)));
        ports.requireFree();
        assertThatCode(ports::requireFree).doesNotThrowAnyException();
    }

    @Test
    void portInUseIsNamedWithAddressAndSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            String end = ") is in use by another process: stop that process, or choose another port.";
            refused(
                    server(connector(LOOPBACK, port), connector(LOOPBACK, 0)),
                    "Port " + port + " on 127.0.0.1 (MCP_PORT" + end);
            refused(
                    server(connector(LOOPBACK, 0), connector(LOOPBACK, port)),
                    "Port " + port + " on 127.0.0.1 (ADMIN_PORT" + end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOPBACK, "0.0.0.0"})
    void bothPortsTheSameIsNamed(String admin) throws IOException {
        int port = free();
        refused(
                server(connector(LOOPBACK, port), connector(admin, port)),
                "MCP_PORT and ADMIN_PORT are both " + port + ": give each its own port.");
    }

    @Test
    void addressOfAnotherMachineIsNamed() {
        refused(
                server(connector("192.0.2.1", 0), connector(LOOPBACK, 0)),
                "MCP_HOST is 192.0.2.1, which is not an address of this machine; give one such as 127.0.0.1.");
    }

    @Test
    void addressThatIsNoneIsNamed() {
        refused(
                server(connector(LOOPBACK, 0), connector("no such host", 0)),
                "ADMIN_HOST is not an address of this machine; give one such as 127.0.0.1.");
    }

    @Test
    void keyStoreThatIsMissingIsNamed() {
        HttpsConnectorFactory encrypted = encrypted("none.p12", "secret");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new PortAvailability(server(encrypted, connector(LOOPBACK, 0))))
                .withMessage(
                        "server.applicationConnectors[0].keyStorePath names none.p12, which does not exist or is not"
                                + " readable by user " + System.getProperty("user.name") + ".");
    }

    @Test
    void keyStoreThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("keys.p12"), "none");
        HttpsConnectorFactory encrypted = encrypted(file.toString(), "secret");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new PortAvailability(server(connector(LOOPBACK, 0), encrypted)))
                .withMessage(file + " cannot be opened: check server.adminConnectors[0].keyStorePassword and"
                        + " server.adminConnectors[0].keyStoreType.");
    }

    private static void refused(DefaultServerFactory server, String sentence) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new PortAvailability(server).requireFree())
                .withMessage(sentence);
    }

    private static DefaultServerFactory server(HttpConnectorFactory application, HttpConnectorFactory admin) {
        DefaultServerFactory server = new DefaultServerFactory();
        server.setApplicationConnectors(List.of(application));
        server.setAdminConnectors(List.of(admin));
        return server;
    }

    private static HttpConnectorFactory connector(String host, int port) {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        connector.setBindHost(host);
        connector.setPort(port);
        return connector;
    }

    private static HttpsConnectorFactory encrypted(String path, String password) {
        HttpsConnectorFactory connector = new HttpsConnectorFactory();
        connector.setBindHost(LOOPBACK);
        connector.setPort(0);
        connector.setKeyStorePath(path);
        connector.setKeyStorePassword(password);
        return connector;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
