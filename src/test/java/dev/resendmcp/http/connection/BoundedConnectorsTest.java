package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SelfSigned;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ports of the service let one thread at a time work on a connection. */
@Tag("slow")
class BoundedConnectorsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void secondThreadWaitsUntilTheFirstIsDone(String type) {
        String application = "server.applicationConnectors[0].";
        Map<String, String> settings = Map.of(
                application + "type",
                type,
                application + "keyStorePath",
                SelfSigned.of("localhost", directory).store().toString(),
                application + "keyStorePassword",
                SelfSigned.PASSWORD);
        try (ResendSimulator resend = new ResendSimulator(1000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, type.equals("https") ? settings : Map.of())) {
            assertThat(service.connectors()).hasSize(2).allSatisfy(BoundedConnectorsTest::checkSecondWaits);
        }
    }

    private static void checkSecondWaits(Connector connector) throws Exception {
        SlowEndPoint client = new SlowEndPoint();
        AbstractConnection connection =
                (AbstractConnection) connector.getConnectionFactory("http/1.1").newConnection(connector, client);
        client.setConnection(connection);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Void> first = CompletableFuture.runAsync(connection::onFillable, threads);
            assertThat(client.reading.await(60, TimeUnit.SECONDS)).isTrue();
            Thread[] thread = new Thread[1];
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Void> second = CompletableFuture.runAsync(
                    () -> {
                        thread[0] = Thread.currentThread();
                        began.countDown();
                        connection.onFillable();
                    },
                    threads);
            assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> thread[0].getState() == Thread.State.WAITING || client.readers.get() > 1);
            assertThat(client.readers).hasValue(1);
            client.go.countDown();
            CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);
        } finally {
            client.go.countDown();
            threads.shutdownNow();
        }
    }

    /** Holds up whoever reads from it. */
    private static final class SlowEndPoint extends ByteArrayEndPoint {
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger readers = new AtomicInteger();

        @Override
        public int fill(ByteBuffer buffer) {
            readers.incrementAndGet();
            reading.countDown();
            try {
                go.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }
    }
}
