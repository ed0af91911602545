package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void virtualThreadsRunRequestsOnceTheServerHasStarted() throws Exception {
        assumeTrue(VirtualThreads.areSupported(), "Java 21 and later");
        QueuedThreadPool threads = new QueuedThreadPool();
        // As Dropwizard does.
        threads.setVirtualThreadsExecutor(new VirtualThreadPool(4));
        Server server = new Server(threads);
        server.setHandler(new Handler.Wrapper());
        server.addEventListener(new Ports(
                TrustedProxies.NONE, Probes.of(Optional.empty()), new RequestThreadsCheck(Duration.ofSeconds(1))));
        server.start();
        try {
            assertThat(CompletableFuture.supplyAsync(VirtualThreads::isVirtualThread, RequestPool.virtual(threads)))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(true);
        } finally {
            server.stop();
        }
    }
}
