package dev.resendmcp.benchmark;

import dev.resendmcp.benchmark.Load.Result;
import dev.resendmcp.benchmark.Setup.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the CPU time of a call changes with what there is of something: it should not. */
final class Curves {
    private static final int CLIENTS = 8;
    private static final int WAITING_LIMIT = 400;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final List<String> TOOLS = List.of(
            "list_domains",
            "list_emails",
            "list_contacts",
            "list_segments",
            "list_topics",
            "list_templates",
            "list_webhooks",
            "list_api_keys",
            "list_broadcasts",
            "list_received_emails",
            "list_contact_properties",
            "list_events",
            "list_automations",
            "list_logs",
            "list_suppressions",
            "list_oauth_grants");

    private final PrintStream out;

    Curves(PrintStream out) {
        this.out = out;
    }

    void measure() throws Exception {
        out.println("\nCPU time of a call in us, by");
        tools();
        callers();
        journal();
        waiting();
    }

    private void tools() throws IOException {
        try (Setup setup = new Setup()) {
            Running service = setup.service(setup.upstream(Setup.NO_LIMIT), CallBenchmark.SERVICE_OPTIONS, Map.of());
            List<WireCall> calls = TOOLS.stream()
                    .map(tool -> WireCall.legacy("tools/call", WireCall.tool(tool, "{}")))
                    .toList();
            Load.run(target(service, calls), CLIENTS, WARM_UP);
            for (int tools : List.of(1, 4, 16, 1, 4, 16)) {
                print("tools in use", tools, Load.run(target(service, calls.subList(0, tools)), CLIENTS, TIME));
            }
        }
    }

    private void callers() throws IOException {
        String tokens = IntStream.range(0, 1_000)
                .mapToObj(caller -> "caller" + caller + ":" + token(caller))
                .collect(Collectors.joining(","));
        try (Setup setup = new Setup()) {
            Running service = setup.service(
                    setup.upstream(Setup.NO_LIMIT), CallBenchmark.SERVICE_OPTIONS, Map.of("MCP_AUTH_TOKENS", tokens));
            List<WireCall> calls = IntStream.range(0, 1_000)
                    .mapToObj(caller -> Calls.read("Authorization: Bearer " + token(caller)))
                    .toList();
            Load.run(target(service, calls), CLIENTS, WARM_UP);
            for (int callers : List.of(1, 10, 100, 1_000, 1, 10, 100, 1_000)) {
                print("callers", callers, Load.run(target(service, calls.subList(0, callers)), CLIENTS, TIME));
            }
        }
    }

    private static String token(int caller) {
        return String.format(Locale.ROOT, "benchmark-caller-with-a-long-name-%04d", caller);
    }

    private void journal() throws IOException {
        try (Setup setup = new Setup()) {
            Running service = setup.service(setup.upstream(Setup.NO_LIMIT), CallBenchmark.SERVICE_OPTIONS, Map.of());
            Target sends = target(service, List.of(Calls.send()));
            long entries = Load.run(sends, CLIENTS, WARM_UP).calls();
            for (int run = 0; run < 6; run++) {
                Result result = Load.run(sends, CLIENTS, TIME);
                print("journal entries", entries, result);
                entries += result.calls();
            }
        }
    }

    private void waiting() throws IOException {
        try (Setup setup = new Setup()) {
            Map<String, String> settings =
                    Map.of("JAVA_TOOL_OPTIONS", "-Ddw.mcp.maxConcurrentCalls=4000 -Ddw.resend.maxWait=60s");
            Running service = setup.service(setup.upstream(WAITING_LIMIT), CallBenchmark.SERVICE_OPTIONS, settings);
            Target reads = target(service, List.of(Calls.read()));
            Load.run(reads, 2 * WAITING_LIMIT, WARM_UP);
            for (int waiting : List.of(100, 400, 1_600, 100, 400, 1_600)) {
                print("waiting calls", waiting, Load.run(reads, WAITING_LIMIT + waiting, TIME));
            }
        }
    }

    private static Target target(Running service, List<WireCall> calls) {
        return new Target("curve", service.process(), service.port(), calls);
    }

    private void print(String what, long number, Result result) {
        out.printf(
                Locale.ROOT, "%-16s %7d: %5.0f (%.0f calls/s)%n", what, number, result.cpuMicros(), result.perSecond());
    }
}
