package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody keeps others out by opening connections, on either port. */
@Tag("slow")
class ConnectionLimiterTest {
    private static final int MOST = 20;

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("server.applicationConnectors[0].connections.max", String.valueOf(MOST))
            .with("server.applicationConnectors[0].connections.headTimeout", "1s")
            .with("server.adminConnectors[0].connections.max", String.valueOf(MOST))
            .with("server.adminConnectors[0].connections.headTimeout", "1s");

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "admin"})
    void halfHeadsMakeRoomForOthers(String port) throws IOException {
        for (int i = 0; i < 3 * MOST; i++) {
            open(port, "GET / HTTP/1.1\r\nHost: loc");
        }
        assertThat(ask(port)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "admin"})
    void silentConnectionsMakeRoomForOthers(String port) throws IOException {
        for (int i = 0; i < 3 * MOST; i++) {
            open(port, "");
        }
        assertThat(ask(port)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "admin"})
    void headThatIsNotCompletedInTimeEndsItsConnection(String port) {
        assertThat(RawHttp.send(uri(port), "GET / HTTP/1.1\r\nHost: loc")).isEmpty();
    }

    private void open(String port, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri(port).getPort());
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String ask(String port) {
        String path = port.equals("admin") ? "/ping" : "/health-check";
        return RawHttp.send(uri(port), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static URI uri(String port) {
        return port.equals("admin") ? service.admin("") : service.uri("");
    }
}
