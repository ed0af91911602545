package dev.resendmcp.attack;

import static dev.resendmcp.attack.AttackedService.A;
import static dev.resendmcp.attack.AttackedService.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.attack.AttackedService.End;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.RawHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caller A does its worst; caller B is served all the while, and so are probes. */
@Tag("attack")
class AttackTest {
    private static final int STATUS = "HTTP/1.1 ".length();

    @TempDir
    static Path directory;

    private static ResendSimulator resend;
    private static AttackedService service;

    @BeforeAll
    static void start() {
        AttackReport.begin();
        resend = new ResendSimulator(1_000).start();
        service = AttackedService.start(resend.baseUri(), directory.resolve("main"), Map.of("RATE_LIMIT", "1000"));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @Test
    void othersAreServedWhenNobodyAttacks() {
        assertThat(service.attack("none", b -> {
                    b.askMore(AttackReport.size(100, 500));
                    return Map.of();
                }))
                .isEmpty();
    }

    @Test
    void bodiesOfManyNodesAreRefused() {
        int count = AttackReport.size(10, 50);
        assertThat(refused(count + " bodies of 13 million nodes", count, Messages.bomb(A)))
                .containsOnlyKeys("400");
        assertThat(RawHttp.sendAndEnd(service.application(), Messages.mail(B, 5)))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("\"isError\":true");
    }

    @Test
    void bodiesWithoutATokenAreNotInflated() {
        int count = AttackReport.size(50, 500);
        Duration before = service.cpu();
        assertThat(refused(count + " bodies without a token", count, Messages.bomb("nobody")))
                .containsOnlyKeys("401");
        AttackReport.print(
                "CPU for each of them, with the questions of others: %.1f ms",
                service.cpu().minus(before).toNanos() / 1e6 / count);
    }

    /** Sends the same again and again, each on a connection of its own. */
    private static Map<String, Integer> refused(String name, int count, byte[] request) {
        Map<String, Integer> got = new TreeMap<>();
        long[] slowest = {0};
        service.attack(name, b -> {
            for (int i = 0; i < count; i++) {
                long begin = System.nanoTime();
                String answer = RawHttp.sendAndEnd(service.application(), request);
                slowest[0] = Math.max(slowest[0], System.nanoTime() - begin);
                got.merge(answer.substring(STATUS, STATUS + 3), 1, Integer::sum);
            }
            return got;
        });
        AttackReport.print(
                "slowest of their refusals: %d ms", Duration.ofNanos(slowest[0]).toMillis());
        return got;
    }

    @Test
    void stalledBodiesHoldUpNobody() {
        int count = AttackReport.size(1_200, 2_000);
        assertThat(flood("stalled bodies", End.SERVED, count, Messages.stalledBody(A)))
                .containsOnlyKeys("408", "429");
    }

    @Test
    void stalledBodiesThatAreCutHoldUpNobody() {
        int count = AttackReport.size(400, 2_000);
        assertThat(flood("stalled bodies, cut", End.CUT, count, Messages.stalledBody(A)))
                .isEmpty();
    }

    @Test
    void stalledUploadsHoldUpNobody() {
        byte[] upload = Messages.stalledMail(A, AttackReport.size(900_000, 8_000_000));
        assertThat(flood("stalled uploads, cut", End.CUT, 40, upload).keySet()).isSubsetOf("429");
    }

    @Test
    void halfHeadsHoldUpNobody() {
        int count = AttackReport.size(2_000, 9_000);
        assertThat(flood("half heads, cut", End.CUT, count, Messages.halfHead("POST /mcp"))
                        .keySet())
                .isSubsetOf("closed");
    }

    @Test
    void halfHeadsOnTheAdminPortHoldUpNobody() {
        int count = AttackReport.size(500, 2_000);
        Supplier<Swarm> flood = () -> Swarm.open(service.admin(), count, Messages.halfHead("GET /healthcheck"), true);
        assertThat(service.flood(count + " half heads, admin port", End.CUT, flood)
                        .keySet())
                .isSubsetOf("closed");
    }

    @Test
    void answersThatNobodyReadsHoldUpNobody() {
        int count = AttackReport.size(100, 600);
        byte[] lists = Messages.lists(A, 40);
        Supplier<Swarm> flood = () -> Swarm.open(service.application(), count, lists, false);
        assertThat(service.flood(count + " unread answers, cut", End.CUT, flood).keySet())
                .isSubsetOf("closed");
    }

    @Test
    void waitingCallsHoldUpNobody() {
        int count = AttackReport.size(400, 2_000);
        Map<String, String> settings = Map.of("RATE_LIMIT", "1", "resend.maxWait", AttackReport.size(5, 30) + "s");
        try (AttackedService slow = AttackedService.start(resend.baseUri(), directory.resolve("slow"), settings)) {
            Supplier<Swarm> flood = () -> Swarm.open(slow.application(), count, Messages.call(A), true);
            // All of those that wait give up in the same moment.
            assertThat(slow.flood(count + " waiting calls", End.SERVED, flood)).containsOnlyKeys("200");
        }
    }

    private static Map<String, Integer> flood(String name, End end, int count, byte[] bytes) {
        return service.flood(count + " " + name, end, () -> Swarm.open(service.application(), count, bytes, true));
    }
}
