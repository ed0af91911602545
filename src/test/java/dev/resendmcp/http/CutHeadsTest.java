package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many connections whose heads break off at the same time. */
@Tag("slow")
class CutHeadsTest {
    private static final int HEADS = 500;
    /** Threads that may start meanwhile, those of tests that run before included. */
    private static final int SOME_THREADS = 60;

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void headsThatAreCutAtOnceStartNoThreadEach() throws IOException {
        Connector connector = service.running().connectors().findFirst().orElseThrow();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        int before = threads.getThreadCount();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < HEADS; i++) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort());
            sockets.add(socket);
            socket.getOutputStream().write("POST /mcp HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.ISO_8859_1));
        }
        await().until(() -> connector.getConnectedEndPoints().size() >= HEADS);
        for (Socket socket : sockets) {
            LoopbackServer.reset(socket);
        }
        await().until(() -> connector.getConnectedEndPoints().isEmpty());
        assertThat(threads.getPeakThreadCount()).isLessThan(before + SOME_THREADS);
        assertThat(RawHttp.send(
                        service.uri(""), "GET /health-check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void headThatBreaksOffGetsNoAnswer() {
        String half = "POST /mcp HTTP/1.1\r\nHost: loc";
        assertThat(RawHttp.sendAndEnd(service.uri(""), half.getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }
}
