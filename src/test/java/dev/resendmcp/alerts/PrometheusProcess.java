package dev.resendmcp.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.OpsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A Prometheus with the files of {@code ops/prometheus}, in which only targets, token and times differ. */
final class PrometheusProcess implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("ops/prometheus/prometheus.yml");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackServer.closedPort();
    private final Process process;

    /**
     * Starts it.
     *
     * @param targets admin ports by job
     * @param token for scrapes
     */
    PrometheusProcess(Path directory, Map<String, URI> targets, String token) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("token"), token);
        Files.writeString(directory.resolve("rules.yml"), quickRules());
        Files.writeString(directory.resolve("prometheus.yml"), configuration(targets));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> up() == targets.size());
    }

    /** Alerts fire after seconds here, and a minute that a fault must last is ten seconds. */
    private static String quickRules() throws IOException {
        return Files.readString(OpsFiles.RULES)
                .replaceAll("for: \\d+m", "for: 2s")
                .replace("oldest_age_seconds > 900", "oldest_age_seconds > 2")
                .replace("[1m]", "[10s]");
    }

    private static String configuration(Map<String, URI> targets) throws IOException {
        ObjectNode all = (ObjectNode) YAML.readTree(CONFIGURATION.toFile());
        ((ObjectNode) all.path("global")).put("scrape_interval", "1s").put("evaluation_interval", "1s");
        ArrayNode jobs = (ArrayNode) all.path("scrape_configs");
        ObjectNode given = (ObjectNode) jobs.remove(0);
        targets.forEach((name, target) -> {
            ObjectNode job = jobs.addObject().setAll(given.deepCopy());
            job.put("job_name", given.path("job_name").asText() + "-" + name);
            ((ObjectNode) job.path("authorization")).put("credentials_file", "token");
            job.putArray("static_configs").addObject().putArray("targets").add(target.getAuthority());
        });
        return YAML.writeValueAsString(all);
    }

    private long up() {
        return query("up == 1").count();
    }

    /** Results of a query now. */
    Stream<JsonNode> query(String expression) {
        return results(get("query?query=" + encoded(expression)).path("data"));
    }

    /** Results of a query over the last while, one point each second. */
    Stream<JsonNode> range(String expression, Instant from, Instant to) {
        return results(get("query_range?step=2&query=" + encoded(expression) + "&start=" + from.getEpochSecond()
                        + "&end=" + to.getEpochSecond())
                .path("data"));
    }

    /** Names of all series. */
    Stream<String> names() {
        return children(get("label/__name__/values").path("data")).map(JsonNode::asText);
    }

    /** Alerts that fire now, in the form {@code name job}. */
    Stream<String> firing() {
        return children(get("alerts").path("data").path("alerts"))
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.path("labels").path("alertname").asText() + " "
                        + alert.path("labels").path("job").asText());
    }

    private static Stream<JsonNode> results(JsonNode data) {
        return children(data.path("result"));
    }

    private static Stream<JsonNode> children(JsonNode parent) {
        return StreamSupport.stream(parent.spliterator(), false);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
        try {
            JsonNode answer =
                    McpCalls.tree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body());
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalStateException(path + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
