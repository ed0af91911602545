package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.MisbehaviorCalls.Outcome;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SelfSigned;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While there is no way to Resend, callers get a named error in time; when there is one again, calls go out as before. */
@Tag("faults")
@Tag("slow")
class UnreachableUpstreamsTest {
    private static final Set<String> UNREACHABLE = Set.of("upstream_unreachable", "circuit_open");
    private static final int CONCURRENT = 20;
    private static final Duration LONGEST_PHASE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void upstreamsThatCannotBeReachedAreNamedErrorsInTime() {
        AtomicInteger trusted = new AtomicInteger();
        ServerSocketFactory tls =
                SelfSigned.of("localhost", directory).context().getServerSocketFactory();
        try (LoopbackServer badTls = new LoopbackServer(tls, socket -> {
            if (socket.getInputStream().read() >= 0) {
                trusted.incrementAndGet();
            }
        })) {
            Map<String, URI> upstreams = Map.of(
                    "REFUSES", URI.create("http://127.0.0.1:" + LoopbackServer.closedPort()),
                    "BAD_TLS", URI.create("https://localhost:" + badTls.port()),
                    "UNRESOLVABLE", URI.create("https://no-such-host.invalid"));
            Map<String, ServiceProcess> services = new TreeMap<>();
            try {
                upstreams.forEach((way, uri) -> services.put(
                        way, ServiceProcess.launch(uri, directory.resolve(way), MisbehavingUpstreamsTest.SETTINGS)));
                services.forEach((way, service) -> {
                    List<Outcome> outcomes = unreachable(service.awaitReady().mcp(), way);
                    MisbehaviorCalls.print(way, outcomes);
                    assertThat(outcomes)
                            .allSatisfy(
                                    outcome -> outcome.isNamedAndInTime(UNREACHABLE, MisbehavingUpstreamsTest.LATEST));
                });
            } finally {
                services.values().forEach(ServiceProcess::close);
            }
        }
        assertThat(trusted)
                .as("requests over a connection that nobody vouches for")
                .hasValue(0);
    }

    @Test
    void callsGoOutAgainWhenTheWayToResendIsOpenAgainAndNothingIsLeftBehind() {
        int port = LoopbackServer.closedPort();
        SelfSigned trusted = SelfSigned.of("localhost", directory.resolve("trusted"));
        SelfSigned other = SelfSigned.of("localhost", directory.resolve("other"));
        Map<String, String> settings = new HashMap<>(MisbehavingUpstreamsTest.SETTINGS);
        settings.put("RESEND_CA_FILE", trusted.pem().toString());
        try (ServiceProcess service =
                ServiceProcess.start(URI.create("https://localhost:" + port), directory, settings)) {
            Remains before;
            try (MisbehavingUpstream upstream = upstream(trusted, port)) {
                awaitGood(service.mcp());
                MisbehaviorCalls.warmUp(service.mcp(), 2 * CONCURRENT);
                before = Remains.of(service);
            }
            failUntilCounted(service, "connect");
            try (MisbehavingUpstream upstream = upstream(other, port)) {
                failUntilCounted(service, "tls");
            }
            try (MisbehavingUpstream upstream = upstream(trusted, port)) {
                awaitGood(service.mcp());
                MisbehaviorCalls.goodCalls(service.mcp(), CONCURRENT);
                MisbehaviorCalls.awaitNothingLeft("no way to Resend", service, before);
            }
        }
    }

    private static MisbehavingUpstream upstream(SelfSigned keys, int port) {
        return new MisbehavingUpstream(keys.context().getServerSocketFactory(), port);
    }

    private static List<Outcome> unreachable(McpCalls mcp, String way) {
        // The first call of a process takes long because it is the first, not because of the upstream.
        MisbehaviorCalls.call(mcp, way, "get_email").join();
        return MisbehaviorCalls.joinBeside(
                List.of(MisbehaviorCalls.call(mcp, way, "send_email")), () -> mcp.ask("ping"));
    }

    private static void awaitGood(McpCalls mcp) {
        MisbehaviorCalls.awaitGood(mcp, "get_email");
        MisbehaviorCalls.awaitGood(mcp, "send_email");
    }

    /** Many calls at once, all of which fail, until as many failures of a kind were counted. */
    private static void failUntilCounted(ServiceProcess service, String kind) {
        String series = "resend_upstream_failures_total{kind=\"" + kind + "\"}";
        double enough = service.metric(series) + CONCURRENT;
        await().atMost(LONGEST_PHASE).until(() -> {
            List<CompletableFuture<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                calls.add(MisbehaviorCalls.call(service.mcp(), kind, i % 2 == 0 ? "get_email" : "send_email"));
            }
            assertThat(calls).allSatisfy(call -> call.join().isNamed(UNREACHABLE));
            return service.metric(series) >= enough;
        });
    }
}
