package dev.resendmcp.benchmark;

import com.google.common.base.Splitter;
import dev.resendmcp.benchmark.Setup.Running;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What calls cost, compared with a bare proxy in the same JVM and with the official server, and what the service takes of memory
 * and time to start. Prints tables; {@code .ci/benchmark} runs it, {@code docs/performance.md} explains it.
 */
public final class CallBenchmark {
    static final List<String> SERVICE_OPTIONS =
            Splitter.on(' ').splitToList(System.getProperty("benchmark.options", "-Xmx1g"));
    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("benchmark.warmUp", 15));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 3));
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);

    private static final Set<String> SECTIONS = Set.of("calls", "rules", "official", "footprint", "curves");

    private final PrintStream out;

    private CallBenchmark(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the sections.
     *
     * @param args sections, separated by spaces: calls, rules, official, footprint, curves; none for all
     */
    public static void main(String[] args) throws Exception {
        // Standard output belongs to the figures.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        CallBenchmark benchmark = new CallBenchmark(out);
        String asked = String.join(" ", args).strip();
        Set<String> sections = asked.isEmpty()
                ? SECTIONS
                : Set.copyOf(Splitter.on(' ').omitEmptyStrings().splitToList(asked));
        out.printf(
                Locale.ROOT,
                "JDK %s, %d processors, %s%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                String.join(" ", SERVICE_OPTIONS));
        if (sections.contains("calls")) {
            benchmark.calls();
        }
        if (sections.contains("rules")) {
            new Rules(out).measure(benchmark.comparison());
        }
        if (sections.contains("official")) {
            benchmark.official();
        }
        if (sections.contains("footprint")) {
            new Footprint(out).measure();
        }
        if (sections.contains("curves")) {
            new Curves(out).measure();
        }
        System.exit(0);
    }

    private Comparison comparison() {
        return new Comparison(out, CLIENTS, ROUNDS, WARM_UP, TIME);
    }

    private void calls() throws Exception {
        out.println("\nCalls, compared with a bare proxy");
        try (Setup setup = new Setup()) {
            Running service = setup.service(setup.upstream(Setup.NO_LIMIT), SERVICE_OPTIONS, Map.of());
            List<Target> targets = new ArrayList<>(Calls.proxy(service));
            targets.addAll(Calls.service(service));
            Comparison comparison = comparison();
            comparison.measure(targets);
            comparison.ratios("read", "proxy, read");
            comparison.ratios("read, 2026-07-28", "proxy, read");
            comparison.ratios("send", "proxy, send");
            comparison.ratios("send, 2026-07-28", "proxy, send");
        }
    }

    private void official() throws Exception {
        out.println("\nCalls, compared with the official server");
        if (!Setup.hasOfficial()) {
            out.println("SKIPPED: the official server is not installed; .ci/benchmark does that");
            return;
        }
        try (Setup setup = new Setup()) {
            int upstream = setup.upstream(Setup.NO_LIMIT);
            List<Target> targets = new ArrayList<>(Calls.service(setup.service(upstream, SERVICE_OPTIONS, Map.of())));
            targets.addAll(Calls.official(setup.official(upstream)));
            Comparison comparison = comparison();
            comparison.measure(targets);
            for (String call : List.of("read", "send", "list")) {
                comparison.ratios(call, "official, " + call);
                comparison.ratios(call + ", 2026-07-28", "official, " + call + ", 2026-07-28");
            }
        }
    }
}
