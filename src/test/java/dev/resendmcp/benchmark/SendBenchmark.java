package dev.resendmcp.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How close 100 concurrent sends at 10 per second come to the ideal: ten at once, then ten a second, nine seconds in all.
 * Prints ratios; run by {@code mvn -Pbenchmark verify}.
 */
public final class SendBenchmark {
    private static final int SENDS = 100;
    private static final int LIMIT = 10;
    private static final int RUNS = 3;
    private static final int IDEAL_SECONDS = (SENDS - 1) / LIMIT;

    private SendBenchmark() {}

    /** Runs the benchmark and prints a line a run. */
    public static void main(String[] args) {
        // Standard output belongs to the figures.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        JsonNode mail = McpCalls.json("{'from': 'a@" + SeedData.DOMAIN_NAME
                + "', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't', 'force_new': true}");
        for (int run = 1; run <= RUNS; run++) {
            try (ResendSimulator resend = new ResendSimulator(LIMIT).start();
                    RunningService service = RunningService.inFrontOf(
                            resend.baseUri(),
                            SeedData.FULL_ACCESS_KEY,
                            Map.of("RATE_LIMIT", Integer.toString(LIMIT)))) {
                McpCalls mcp = service.mcp();
                warmUp(mcp, mail);
                long begin = System.nanoTime();
                List<CompletableFuture<JsonNode>> calls = IntStream.range(0, SENDS)
                        .mapToObj(i -> mcp.callLater("send_email", mail))
                        .toList();
                long good = calls.stream().filter(call -> call.join().has("id")).count();
                double seconds = (System.nanoTime() - begin) / 1e9;
                out.printf(
                        Locale.ROOT,
                        "run %d: %d of %d answered well, %.2f s, %.3f of the ideal %d s, busiest second %d requests%n",
                        run,
                        good,
                        SENDS,
                        seconds,
                        seconds / IDEAL_SECONDS,
                        IDEAL_SECONDS,
                        resend.busiestSecond());
            }
        }
        System.exit(0);
    }

    /** Compiles the code and lets the permits of these calls and of the first health probe come back. */
    private static void warmUp(McpCalls mcp, JsonNode mail) {
        IntStream.range(0, 2 * LIMIT)
                .mapToObj(i -> mcp.callLater("send_email", mail))
                .toList()
                .forEach(CompletableFuture::join);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
    }
}
