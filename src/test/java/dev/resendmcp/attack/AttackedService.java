package dev.resendmcp.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.ServiceProcess;
import dev.resendmcp.testing.RawHttp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The service as a process that caller A attacks while caller B uses it. */
final class AttackedService implements AutoCloseable {
    static final String A = "a".repeat(32);
    static final String B = "b".repeat(32);
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);
    /** Files that come and go in a service that does nothing. */
    private static final int SOME_FILES = 20;
    /** Questions of B before an attack is cut. */
    private static final int QUESTIONS = AttackReport.size(100, 300);

    private static final List<String> EMPTY_WHEN_IDLE =
            List.of("mcp_bodies_arriving", "mcp_body_bytes", "mcp_unread_answer_bytes", "resend_limiter_queue_depth");

    private final ServiceProcess process;
    private final ProcessTable table;

    private AttackedService(ServiceProcess process) {
        this.process = process;
        this.table = new ProcessTable(process.handle().pid());
    }

    /** Starts it as the unit does, but for the heap. */
    static AttackedService start(URI resend, Path directory, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("MCP_AUTH_TOKENS", "caller-a:" + A + ",caller-b:" + B);
        return new AttackedService(ServiceProcess.start(
                resend, directory, all, List.of("-XX:TieredStopAtLevel=4", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")));
    }

    /** When the connections of a flood end. */
    enum End {
        /** A cuts them all at once, as when it is killed. */
        CUT,
        /** The service has answered or closed each of them. */
        SERVED
    }

    /**
     * Attacks over many connections.
     *
     * @param flood opens them
     * @return what A was answered, and how often
     */
    Map<String, Integer> flood(String name, End end, Supplier<Swarm> flood) {
        return attack(name, b -> {
            try (Swarm swarm = flood.get()) {
                b.askMore(QUESTIONS);
                if (end == End.SERVED) {
                    b.askUntil(swarm::isOver);
                }
                return swarm.got();
            }
        });
    }

    /**
     * Attacks, and prints what B noticed.
     *
     * @param attack returns what A was answered, and how often
     */
    Map<String, Integer> attack(String name, Function<Bystander, Map<String, Integer>> attack) {
        long files = table.openFiles();
        // B is measured in this JVM: it should not stop for its own garbage later.
        System.gc();
        try (Bystander b = Bystander.start(application(), B, table)) {
            Map<String, Integer> got = attack.apply(b);
            double recovery = secondsToNormal(files);
            b.askMore(QUESTIONS);
            b.close();
            AttackReport.row(name, b, recovery, got);
            assertThat(b.failures()).as("questions of others").isEmpty();
            assertThat(process.isAlive()).as("the process lives").isTrue();
            assertThat(process.log()).doesNotContain("OutOfMemoryError");
            assertThat(b.mostThreads()).as("threads").isLessThan(AttackReport.MOST_THREADS);
            return got;
        }
    }

    /** Waits until nothing of an attack is left and A is served again. */
    private double secondsToNormal(long files) {
        long end = System.nanoTime();
        await().atMost(LONGEST_RECOVERY).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            assertThat(RawHttp.sendAndEnd(application(), Messages.ping(A, "Connection: close\r\n")))
                    .startsWith("HTTP/1.1 200");
            EMPTY_WHEN_IDLE.forEach(
                    series -> assertThat(process.metric(series)).as(series).isZero());
            assertThat(table.openFiles()).as("open files").isLessThanOrEqualTo(files + SOME_FILES);
        });
        return (System.nanoTime() - end) / 1e9;
    }

    URI application() {
        return process.uri("application");
    }

    URI admin() {
        return process.uri("admin");
    }

    /** CPU time used so far. */
    Duration cpu() {
        return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.close();
    }
}
