package dev.resendmcp.faults;

import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.faults.Mails.Counts;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Restarts two instances one after another behind a reverse proxy while mails are sent through it. Prints figures; exits
 * non-zero if a send failed or a mail was lost or doubled, if proxy and service disagree about too large a body, or if the proxy
 * spoils other requests.
 *
 * <p>Arguments: name of the proxy, its URL, the two ports to which it passes requests, number of sends, and a directory.
 */
final class RollingRestart {
    private static final int AT_A_TIME = 20;
    /** Two restarts, each with ten seconds for load balancers to notice, and some time before, between and after. */
    private static final int SECONDS = 60;

    private static final int TOO_LARGE = 40_000_001;
    /** Until a load balancer has seen that the instances are there. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private static final Duration LONGEST_RETURN = Duration.ofSeconds(60);
    private static final Pattern CALL =
            Pattern.compile("^mcp_server_operation_duration_seconds_count\\{.*send_email.*} [1-9]", Pattern.MULTILINE);

    private final ResendSimulator resend;
    private final List<String> ports;
    private final Path directory;
    private final int rate;
    private volatile boolean sending = true;

    private RollingRestart(ResendSimulator resend, List<String> ports, Path directory, int sends) {
        this.resend = resend;
        this.ports = ports;
        this.directory = directory;
        this.rate = Math.max(2, sends / SECONDS / 2);
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int sends = Integer.parseInt(arguments[4]);
        boolean good;
        try (ResendSimulator resend = new ResendSimulator(1000).start()) {
            List<String> ports = List.of(arguments[2], arguments[3]);
            good = new RollingRestart(resend, ports, Path.of(arguments[5]), sends)
                    .run(arguments[0], URI.create(arguments[1]), sends);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(String name, URI proxy, int sends) throws Exception {
        List<ServiceProcess> instances = new ArrayList<>(List.of(start(0), start(1)));
        pause();
        int fromProxy = tooLarge(proxy);
        int fromService = tooLarge(URI.create("http://127.0.0.1:" + ports.get(0) + "/mcp"));
        List<String> spoiled = new ProxiedRequests(proxy, rate).spoiled();
        long begin = System.nanoTime();
        CompletableFuture<Double> restarted = CompletableFuture.supplyAsync(() -> restart(instances, begin));
        List<String> subjects = Mails.subjects(name, sends);
        List<Sent> sent = sendAll(new McpCalls(proxy), subjects);
        sending = false;
        double took = Report.seconds(begin, System.nanoTime());
        double restarts = restarted.join();
        instances.forEach(ServiceProcess::close);
        Counts tally = Counts.of(resend, subjects);
        int failed = Callers.bad(sent).size();
        System.out.printf(
                "[proxies] %s: %d sends, %d at a time, in %.1f s; both instances restarted after %.1f s; %d failed %s, %d lost,"
                        + " %d doubled; a body too large: %d from the proxy, %d from the service; spoiled: %s%n",
                name,
                sends,
                AT_A_TIME,
                took,
                restarts,
                failed,
                Callers.errors(sent),
                tally.lost(),
                tally.doubled(),
                fromProxy,
                fromService,
                spoiled);
        return failed + tally.lost() + tally.doubled() + spoiled.size() == 0 && fromProxy == 413 && fromService == 413;
    }

    private List<Sent> sendAll(McpCalls proxy, List<String> subjects) throws InterruptedException {
        Semaphore places = new Semaphore(AT_A_TIME);
        List<CompletableFuture<Sent>> calls = new ArrayList<>();
        for (String subject : subjects) {
            places.acquire();
            calls.add(Callers.sendWithKey(proxy, subject).whenComplete((sent, failure) -> places.release()));
        }
        return Callers.join(calls);
    }

    private double restart(List<ServiceProcess> instances, long begin) {
        pause();
        for (int i = 0; i < instances.size(); i++) {
            instances.get(i).terminate();
            instances.get(i).awaitEnd();
            instances.set(i, start(i));
            awaitCall(instances.get(i));
        }
        return Report.seconds(begin, System.nanoTime());
    }

    /** Waits until the proxy passes calls to a new instance; the other one may stop then. */
    private void awaitCall(ServiceProcess instance) {
        await().atMost(LONGEST_RETURN)
                .until(() -> !sending || CALL.matcher(instance.metrics()).find());
    }

    private ServiceProcess start(int instance) {
        return ServiceProcess.start(
                resend.baseUri(),
                directory.resolve("instance-" + instance),
                Map.of(
                        "MCP_PORT", ports.get(instance),
                        "MCP_ALLOWED_HOSTS", "127.0.0.1, 127.0.0.1:*",
                        "RATE_LIMIT", Integer.toString(rate)),
                // Room for the largest bodies.
                List.of("-Xmx1g", "-XX:+UseSerialGC"));
    }

    /** Status of the answer to a body that is too large; curl asks first, as clients with large bodies do. */
    private static int tooLarge(URI target) throws Exception {
        String command = "head -c " + TOO_LARGE + " /dev/zero | curl -s -m 30 -o /dev/null -w '%{http_code}'"
                + " -H 'Content-Type: application/json' --data-binary @- " + target;
        Process curl = new ProcessBuilder("sh", "-c", command).start();
        return Integer.parseInt(new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
