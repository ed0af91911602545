package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A caller whose bodies do not arrive takes no more than its share, and that not for ever. */
@Tag("slow")
class StalledBodiesTest {
    private static final String GREEDY = "greedy-" + "0".repeat(30);
    private static final String MODEST = "modest-" + "0".repeat(30);
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

    @RegisterExtension
    final ServiceExtension service =
            new ServiceExtension().tokens(GREEDY, MODEST).with("mcp.maxConcurrentCalls", "8");

    private final List<Socket> open = new ArrayList<>();

    @Test
    void callerHasAShareOfTheBodiesThatArrive() throws IOException {
        stall(4);
        String refused = RawHttp.send(service.uri(""), request(GREEDY, PING));
        assertThat(refused).startsWith("HTTP/1.1 429").contains("Retry-After: 1", "mcp.maxConcurrentCalls");
        assertThat(count("mcp_bodies_refused_total{reason=\"caller_busy\"}")).isEqualTo(1);
        assertThat(RawHttp.send(service.uri(""), request(MODEST, PING))).startsWith("HTTP/1.1 200");
    }

    @Test
    void placeIsFreeWhenABodyBreaksOff() throws IOException {
        stall(4);
        for (Socket socket : open) {
            socket.close();
        }
        await().until(() -> count("mcp_bodies_arriving") == 0);
        assertThat(RawHttp.send(service.uri(""), request(GREEDY, PING))).startsWith("HTTP/1.1 200");
        assertThat(count("mcp_body_bytes")).isZero();
    }

    @Test
    void noThreadWaitsForABody() throws IOException {
        stall(4);
        assertThat(Thread.getAllStackTraces().values())
                .noneSatisfy(stack -> assertThat(List.of(stack).toString()).contains("BlockingContentProducer"));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void stall(int bodies) throws IOException {
        for (int i = 0; i < bodies; i++) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), service.uri("").getPort());
            open.add(socket);
            String whole = request(GREEDY, PING);
            socket.getOutputStream()
                    .write(whole.substring(0, whole.length() - 1).getBytes(StandardCharsets.ISO_8859_1));
        }
        await().until(() -> count("mcp_bodies_arriving") == bodies);
    }

    private int count(String series) {
        return service.get(service.admin("/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    private static String request(String token, String body) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + token + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
