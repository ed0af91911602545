package dev.resendmcp.attack;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Caller B and an orchestrator, who ask while caller A attacks. Each question has a thread of its own, so that a slow one hides no
 * other; none of them has anything to do with the connections of A.
 */
final class Bystander implements AutoCloseable {
    private static final int WARM_UP = AttackReport.size(100, 300);
    private static final Duration LONGEST_ATTACK = Duration.ofMinutes(5);

    private final ProcessTable table;
    private final Asker ping;
    private final Asker newPing;
    private final Asker probe;
    private final List<Asker> all;
    private volatile long mostThreads;

    private Bystander(URI server, String token, ProcessTable table) {
        this.table = table;
        int port = server.getPort();
        this.ping = new Asker("ping", port, Messages.ping(token, ""), true);
        this.newPing = new Asker("ping-new-connection", port, Messages.ping(token, "Connection: close\r\n"), false);
        this.probe = new Asker("probe", port, Messages.probe(), false);
        this.all = List.of(ping, newPing, probe);
    }

    /** Begins to ask. */
    static Bystander start(URI server, String token, ProcessTable table) {
        Bystander bystander = new Bystander(server, token, table);
        bystander.all.forEach(asker -> asker.warm(WARM_UP).start());
        return bystander;
    }

    /** Goes on until each question was asked this many times more. */
    void askMore(int times) {
        List<Integer> enough = all.stream().map(asker -> asker.asked() + times).toList();
        askUntil(() -> IntStream.range(0, all.size()).allMatch(i -> all.get(i).asked() >= enough.get(i)));
    }

    /** Goes on until something holds. */
    void askUntil(BooleanSupplier enough) {
        await().atMost(LONGEST_ATTACK).pollInterval(Duration.ofMillis(20)).until(() -> {
            mostThreads = Math.max(mostThreads, table.threads());
            return enough.getAsBoolean();
        });
    }

    /** What went wrong, one line a kind of question; empty when all were answered with 200. */
    List<String> failures() {
        return all.stream()
                .filter(asker -> asker.failed() > 0)
                .map(asker -> asker.failed() + " of " + asker.asked() + " failed: " + asker.failure())
                .toList();
    }

    /** Milliseconds on a connection that stays open. */
    long slowestPing() {
        return ping.slowest();
    }

    /** Milliseconds with a new connection for each. */
    long slowestNewPing() {
        return newPing.slowest();
    }

    /** Milliseconds of a readiness probe, with a new connection for each. */
    long slowestProbe() {
        return probe.slowest();
    }

    /** Milliseconds by which the machine made this side late. */
    long heldUp() {
        return all.stream().map(Asker::heldUp).max(Comparator.naturalOrder()).orElseThrow();
    }

    long mostThreads() {
        return mostThreads;
    }

    @Override
    public void close() {
        all.forEach(Asker::close);
    }
}
