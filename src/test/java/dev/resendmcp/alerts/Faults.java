package dev.resendmcp.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.faults.ServiceProcess;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Instances of the service, each with faults of its own but for {@code good}, and the calls that show them. */
final class Faults implements AutoCloseable {
    private static final String ANN = "a".repeat(32);
    private static final JsonNode NOTHING = McpCalls.json("{}");
    private static final JsonNode TOPIC = McpCalls.json("{'name':'Offers','default_subscription':'opt_in'}");
    private static final String QUOTAS =
            "{\"object\":\"usage\",\"emails\":{\"daily\":{\"used\":95,\"limit\":100},\"monthly\":{\"used\":95,\"limit\":3000}}}";

    private static final JsonNode NUMBER_AS_TEXT = McpCalls.json("{'limit': '5'}");
    private static final String HIDDEN = "list_topics";
    private final Path directory;
    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private final ResendSimulator slow = new ResendSimulator(1_000).start();
    private final ScriptedUpstream failing = new ScriptedUpstream();
    private final ScriptedUpstream usedUp = new ScriptedUpstream();
    private final Map<String, ServiceProcess> instances = new LinkedHashMap<>();
    private int round;

    /** Starts them; none has a call yet. */
    Faults(Path directory) throws IOException {
        this.directory = directory;
        slow.delayAnswers(Duration.ofSeconds(20));
        failing.scriptByPath(path -> path.equals("/emails") ? Reply.DROP : Reply.error(500, "internal_server_error"));
        usedUp.scriptByPath(path -> switch (path) {
            case "/emails" -> Reply.error(429, "daily_quota_exceeded");
            case "/usage" -> Reply.of(200, QUOTAS);
            default -> Reply.error(429, "rate_limit_exceeded").with("Retry-After", "1");
        });
        URI closed = URI.create("http://127.0.0.1:" + LoopbackServer.closedPort());
        start("good", resend.baseUri(), Map.of());
        start("outage", failing.uri(), Map.of("resend.callTimeout", "2s"));
        start(
                "quota",
                usedUp.uri(),
                Map.of("resend.callTimeout", "3s", "APPROVE_TOOLS", "create_topic", "CALLS_PER_MINUTE", "60"));
        start(
                "limits",
                resend.baseUri(),
                Map.of("RATE_LIMIT", "1", "resend.maxWait", "15s", "mcp.maxConcurrentCalls", "40"));
        start(
                "disk",
                slow.baseUri(),
                Map.of(
                        "resend.http.maxConnections",
                        "1",
                        "resend.http.connectionRequestTimeout",
                        "50s",
                        "AUDIT_REQUIRED",
                        "false"));
        startWithoutRedis();
        start("broken", closed, Map.of("MCP_AUTH_TOKENS", "ann:" + ANN, "resend.callTimeout", "2s"));
    }

    private void startWithoutRedis() throws IOException {
        Files.createDirectories(directory.resolve("redis"));
        Files.writeString(directory.resolve("redis/key"), "re_unknown");
        Map<String, String> redis = new HashMap<>(Map.of("RESEND_API_KEY", "", "RESEND_API_KEY_FILE", "key"));
        redis.putAll(Map.of(
                "EXCLUDE_TOOLS",
                HIDDEN,
                "STATE_TYPE",
                "redis",
                "REPLICAS",
                "2",
                "REDIS_URL",
                "redis://127.0.0.1:" + LoopbackServer.closedPort()));
        start("redis", resend.baseUri(), redis);
    }

    private void start(String name, URI upstream, Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(settings);
        more.putIfAbsent("RATE_LIMIT", "100");
        List<String> options = name.equals("broken")
                ? List.of("-Xmx96m", "-cp", System.getProperty("java.class.path"), DyingThread.class.getName())
                : List.of("-Xmx96m", "-XX:+UseSerialGC");
        instances.put(name, ServiceProcess.start(upstream, directory.resolve(name), more, options));
    }

    /** Admin ports by name. */
    Map<String, URI> targets() {
        Map<String, URI> targets = new LinkedHashMap<>();
        instances.forEach((name, instance) -> targets.put(name, instance.uri("admin")));
        return targets;
    }

    /** Makes the calls of one round, and waits for none that takes long. */
    void call() throws IOException {
        round++;
        McpCalls good = mcp("good");
        List.of("list_domains", "get_usage").forEach(tool -> good.call(tool, NOTHING));
        good.call("list_emails", NUMBER_AS_TEXT);
        good.call("send_email", mail(round / 2));
        List.of("list_domains", "list_topics").forEach(tool -> later("outage", tool, NOTHING, 6));
        later("outage", "send_email", mail(round), 1);
        later("quota", "get_usage", NOTHING, 1);
        later("quota", "list_domains", NOTHING, 1);
        later("quota", "create_topic", TOPIC, 1);
        later("quota", "send_email", mail(round), 1);
        later("limits", "list_domains", NOTHING, round % 10 == 1 ? 40 : 2);
        later("disk", "send_email", mail(round), 1);
        later("redis", "list_domains", NOTHING, 1);
        later("redis", HIDDEN, NOTHING, 1);
        McpCalls broken = mcp("broken");
        refuse(broken);
        broken.as(ANN).send("no JSON");
        CompletableFuture<JsonNode> unused = broken.as(ANN).callLater("list_domains", NOTHING);
        if (round == 3) {
            // As if the disk were full: no file can be longer than a few bytes.
            run("prlimit", "--pid", pid("disk"), "--fsize=64:64");
            Files.writeString(directory.resolve("redis/key"), "no key");
            run("kill", "-HUP", pid("redis"));
            Files.writeString(directory.resolve("broken").resolve(DyingThread.SIGNAL), "");
        }
    }

    /** Wrong tokens, of which the service holds back the answers after the first twenty of a minute. */
    private void refuse(McpCalls broken) {
        McpCalls stranger = broken.as("x".repeat(32));
        if (round == 1) {
            IntStream.range(0, 20).forEach(i -> stranger.send("{}"));
        } else {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> stranger.send("{}"));
        }
    }

    /** Kills an instance. */
    void kill(String name) {
        instances.get(name).close();
    }

    private String pid(String name) {
        return String.valueOf(instances.get(name).handle().pid());
    }

    private McpCalls mcp(String name) {
        return new McpCalls(instances.get(name).uri("application").resolve("/mcp"));
    }

    private void later(String name, String tool, JsonNode arguments, int times) {
        McpCalls mcp = mcp(name);
        for (int i = 0; i < times; i++) {
            CompletableFuture<JsonNode> unused = mcp.callLater(tool, arguments);
        }
    }

    private static JsonNode mail(int number) {
        return McpCalls.json("{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 'Number "
                + number + "', 'text': 't'}");
    }

    private static void run(String... command) throws IOException {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        instances.values().forEach(ServiceProcess::close);
        List.of(resend, slow).forEach(ResendSimulator::close);
        List.of(failing, usedUp).forEach(ScriptedUpstream::close);
    }
}
