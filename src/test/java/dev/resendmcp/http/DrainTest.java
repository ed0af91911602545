package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.mcp.http.JsonErrorHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients and proxies see of a server that stops. */
class DrainTest {
    private final Drain drain = new Drain();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final GracefulHandler graceful = new GracefulHandler(new Handler.Abstract() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, null, callback);
            return true;
        }
    });

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(graceful);
        server.setErrorHandler(new JsonErrorHandler(new RefusalLog("mcp"), drain::refusing));
        drain.install(server);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void answersKeepTheirConnectionUntilItBegins() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).noneMatch(line -> line.startsWith("Connection:"));
            assertThat(ask(client)).first().isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void answersCloseTheirConnectionOnceItHasBegun() throws IOException {
        drain.begin();
        try (Socket client = connect()) {
            assertThat(ask(client)).startsWith("HTTP/1.1 200 OK").contains("Connection: close");
            assertThat(client.getInputStream().read()).isNegative();
        }
    }

    @Test
    void portsCloseBeforeAnythingIsRefused() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            int port = connector.getLocalPort();
            drain.closePorts(server);
            // The kernel closes the port when the selector next runs.
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
            assertThat(ask(client)).first().isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void refusalsAreJsonRpcAndSayWhenToRetry() throws IOException {
        try (Socket client = connect()) {
            ask(client);
            drain.closePorts(server);
            CompletableFuture<Void> unused = graceful.shutdown();
            List<String> answer = ask(client);
            assertThat(answer)
                    .startsWith("HTTP/1.1 503 Service Unavailable")
                    .contains("Retry-After: 10", "Connection: close", "Content-Type: application/json");
            assertThat(rest(client)).contains("\"jsonrpc\":\"2.0\"", "\"name\":\"server_stopping\"");
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    /** The head of the answer; reads no further. */
    private static List<String> ask(Socket client) throws IOException {
        client.getOutputStream()
                .write("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("no end before the head is complete").isNotNegative();
            head.append((char) next);
        }
        return head.toString().lines().toList();
    }

    private static String rest(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .collect(Collectors.joining());
    }
}
