package dev.resendmcp.benchmark;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import dev.resendmcp.benchmark.Load.Result;
import dev.resendmcp.benchmark.Setup.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the CPU time of a call changes with what there is of something: it should not. Points take turns, there and back, so that the
 * compiler and a slow moment of the machine meet all of them; each is compared with the first one of its round.
 */
final class Curves {
    private static final int CLIENTS = 8;
    private static final int WAITING_LIMIT = 400;
    private static final int WARM_UP_CALLS = 15_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 3));
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 6);
    private static final int JOURNAL_STAGES = 5;
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
        out.println(
                "\nCPU time of a call: median in us, and in times of the first point, with the range over the rounds");
        tools();
        callers();
        journal();
        waiting();
    }

    private void tools() throws IOException {
        try (Setup setup = new Setup()) {
            Running service = service(setup, Map.of());
            List<WireCall> calls = TOOLS.stream()
                    .map(tool -> WireCall.legacy("tools/call", WireCall.tool(tool, "{}")))
                    .toList();
            warmUp(target(service, calls));
            curve("tools in use", List.of(1, 4, 16), tools -> run(target(service, calls.subList(0, tools))));
        }
    }

    private void callers() throws IOException {
        String tokens = IntStream.range(0, 1_000)
                .mapToObj(caller -> "caller" + caller + ":" + token(caller))
                .collect(Collectors.joining(","));
        try (Setup setup = new Setup()) {
            Running service = service(setup, Map.of("MCP_AUTH_TOKENS", tokens));
            List<WireCall> calls = IntStream.range(0, 1_000)
                    .mapToObj(caller -> Calls.read("Authorization: Bearer " + token(caller)))
                    .toList();
            warmUp(target(service, calls));
            curve("callers", List.of(1, 10, 100, 1_000), callers -> run(target(service, calls.subList(0, callers))));
        }
    }

    private static String token(int caller) {
        return String.format(Locale.ROOT, "benchmark-caller-with-a-long-name-%04d", caller);
    }

    /** A journal only grows, so reads take turns with sends, and the ratio of both is what may grow with it. */
    private void journal() throws IOException {
        try (Setup setup = new Setup()) {
            Running service = service(setup, Map.of());
            Target sends = target(service, List.of(Calls.send()));
            Target reads = target(service, List.of(Calls.read()));
            warmUp(reads);
            long entries = Load.run(sends, CLIENTS, WARM_UP).calls();
            double first = 0;
            for (int stage = 0; stage < JOURNAL_STAGES; stage++) {
                List<Double> micros = new ArrayList<>();
                List<Double> ratios = new ArrayList<>();
                long before = entries;
                for (int round = 0; round < ROUNDS; round++) {
                    Result send = run(sends);
                    entries += send.calls();
                    micros.add(send.cpuMicros());
                    ratios.add(send.cpuMicros() / run(reads).cpuMicros());
                }
                first = stage == 0 ? Comparison.median(ratios) : first;
                double base = first;
                print(
                        "journal, from",
                        before,
                        micros,
                        ratios.stream().map(r -> r / base).toList());
            }
        }
    }

    private void waiting() throws IOException {
        try (Setup setup = new Setup()) {
            Map<String, String> settings =
                    Map.of("JAVA_TOOL_OPTIONS", "-Ddw.mcp.maxConcurrentCalls=10000 -Ddw.resend.maxWait=60s");
            Running service = setup.service(setup.upstream(WAITING_LIMIT), CallBenchmark.SERVICE_OPTIONS, settings);
            Target reads = target(service, List.of(Calls.read()));
            Load.warmUp(reads, 2 * WAITING_LIMIT, WARM_UP_CALLS, WARM_UP);
            curve("waiting calls", List.of(100, 400, 1_600), waiting -> Load.run(reads, WAITING_LIMIT + waiting, TIME));
        }
    }

    private static Running service(Setup setup, Map<String, String> settings) throws IOException {
        return setup.service(setup.upstream(Setup.NO_LIMIT), CallBenchmark.SERVICE_OPTIONS, settings);
    }

    private static Target target(Running service, List<WireCall> calls) {
        return new Target("curve", service.process(), service.port(), calls);
    }

    private static void warmUp(Target target) {
        Load.warmUp(target, CLIENTS, WARM_UP_CALLS, WARM_UP);
    }

    private static Result run(Target target) {
        return Load.run(target, CLIENTS, TIME);
    }

    private void curve(String what, List<Integer> points, IntFunction<Result> run) {
        ListMultimap<Integer, Double> micros = ArrayListMultimap.create();
        ListMultimap<Integer, Double> ratios = ArrayListMultimap.create();
        for (int round = 0; round < ROUNDS; round++) {
            Map<Integer, Double> costs = new HashMap<>();
            for (int point : round % 2 == 0 ? points : Lists.reverse(points)) {
                costs.put(point, run.apply(point).cpuMicros());
            }
            costs.forEach((point, cost) -> {
                micros.put(point, cost);
                ratios.put(point, cost / costs.get(points.get(0)));
            });
        }
        points.forEach(point -> print(what, point, micros.get(point), ratios.get(point)));
    }

    private void print(String what, long number, List<Double> micros, List<Double> ratios) {
        out.printf(
                Locale.ROOT,
                "%-16s %7d: %5.0f, %s%n",
                what,
                number,
                Comparison.median(micros),
                Comparison.range(ratios));
    }
}
