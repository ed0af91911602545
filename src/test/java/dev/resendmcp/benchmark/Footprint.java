package dev.resendmcp.benchmark;

import com.google.common.base.Splitter;
import dev.resendmcp.benchmark.Setup.Running;
import dev.resendmcp.testing.UnitFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time to start, and resident memory, idle and under load. */
final class Footprint {
    private static final int CLIENTS = 8;
    private static final Duration TIME = Duration.ofSeconds(10);

    private final PrintStream out;

    Footprint(PrintStream out) {
        this.out = out;
    }

    private interface Start {
        Running start(Setup setup, int upstream) throws IOException;
    }

    private interface CallsOf {
        List<Target> of(Running server) throws IOException, InterruptedException;
    }

    void measure() throws Exception {
        out.println(
                "\nFootprint: start to the first tools/list in s, CPU s until then, resident MB idle and at most under load");
        if (!Files.exists(Setup.jar())) {
            out.println("SKIPPED: there is no jar; run mvn package first");
            return;
        }
        CallsOf ours = Calls::service;
        row("service, -Xmx1g", (setup, up) -> setup.jar(up, CallBenchmark.SERVICE_OPTIONS, Map.of()), ours);
        Map<String, String> arenas = Splitter.on(',').withKeyValueSeparator('=').split(UnitFile.arenas());
        row("service, flags of the unit", (setup, up) -> setup.jar(up, UnitFile.flags(), arenas), ours);
        if (Setup.hasOfficial()) {
            row("official server", Setup::official, Calls::official);
        }
    }

    private void row(String name, Start start, CallsOf calls) throws Exception {
        try (Setup setup = new Setup()) {
            int upstream = setup.upstream(Setup.NO_LIMIT);
            long begin = System.nanoTime();
            Running server = start.start(setup, upstream);
            List<Target> targets = calls.of(server);
            Target list = targets.get(targets.size() - 1);
            Load.run(list, 1, Duration.ofNanos(1));
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = server.process().cpu().toMillis() / 1e3;
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
            long idle = server.process().residentMegabytes();
            long busy = 0;
            for (Target target : targets) {
                busy = Math.max(busy, peak(target));
            }
            out.printf(Locale.ROOT, "%.2f s, CPU %.2f s, %d MB, %d MB: %s%n", seconds, cpu, idle, busy, name);
        }
    }

    private static long peak(Target target) {
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> Load.run(target, CLIENTS, TIME));
        List<Long> seen = new ArrayList<>();
        while (!load.isDone()) {
            seen.add(target.process().residentMegabytes());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        load.join();
        return seen.stream().mapToLong(value -> value).max().orElse(0);
    }
}
