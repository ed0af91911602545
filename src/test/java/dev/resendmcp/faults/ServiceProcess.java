package dev.resendmcp.faults;

import static org.awaitility.Awaitility.await;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The service as a process of its own, which can be killed. Seen from outside only: HTTP, settings, signals and its log. */
public final class ServiceProcess implements AutoCloseable {
    public static final String OPERATOR = "operator-" + "0".repeat(32);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("Opened (application|admin)@.*?\\{[^{}]*:(\\d+)}");

    private final Process process;
    private final Path errors;
    private final Map<String, Integer> ports = new HashMap<>();
    private McpCalls mcp;

    private ServiceProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts it and waits until it serves. */
    static ServiceProcess start(URI upstream, Path directory, Map<String, String> more) {
        return launch(upstream, directory, more).awaitReady();
    }

    /** The same with options of the JVM instead of those that make a short life quick. */
    public static ServiceProcess start(URI upstream, Path directory, Map<String, String> more, List<String> options) {
        return launch(upstream, directory, more, options).awaitReady();
    }

    /**
     * Starts it without waiting.
     *
     * @param directory where it works and keeps its state
     * @param more environment variables, settings, which have a dot in their name, and options of the JVM, which begin with a
     *     dash
     */
    static ServiceProcess launch(URI upstream, Path directory, Map<String, String> more) {
        return launch(upstream, directory, more, List.of("-Xmx160m", "-XX:+UseSerialGC"));
    }

    private static ServiceProcess launch(
            URI upstream, Path directory, Map<String, String> more, List<String> javaOptions) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESEND_API_KEY", SeedData.FULL_ACCESS_KEY,
                "RESEND_API_BASE_URL", upstream.toString(),
                "MCP_PORT", "0",
                "ADMIN_PORT", "0",
                "ADMIN_TOKENS", "tests:" + OPERATOR,
                "LOG_DIR", "logs",
                "STATE_DIR", "state"));
        List<String> options = new ArrayList<>(javaOptions);
        more.forEach((name, value) -> {
            if (name.startsWith("-")) {
                options.add(name + value);
            } else if (name.contains(".")) {
                options.add("-Ddw." + name + "=" + value);
            } else {
                variables.put(name, value);
            }
        });
        try {
            Files.createDirectories(directory);
            Process process = ApplicationProcess.in(directory, variables, options, List.of("server", "config.yml"))
                    .start();
            // A test run that is broken off leaves nothing running.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, directory.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves. */
    ServiceProcess awaitReady() {
        try {
            await().atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive() || serves());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The service did not start in time: " + log(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The service did not start: " + log());
        }
        Matcher opened = PORT.matcher(log());
        while (opened.find()) {
            ports.put(opened.group(1), Integer.valueOf(opened.group(2)));
        }
        mcp = new McpCalls(uri("application", "/mcp"));
        return this;
    }

    private boolean serves() {
        return log().contains(" tools at ");
    }

    /** A client of its MCP endpoint. */
    McpCalls mcp() {
        return mcp;
    }

    /** Status of the answer to a readiness probe. */
    int readiness() {
        return mcp.send(HttpRequest.newBuilder(uri("application", "/health-check?type=ready"))
                        .build())
                .statusCode();
    }

    /** Status of a scrape with this operator's token. */
    int scrapeStatus(String token) {
        return mcp.send(HttpRequest.newBuilder(uri("admin", "/prometheus"))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    /** What a scrape finds. */
    String metrics() {
        return mcp.send(HttpRequest.newBuilder(uri("admin", "/prometheus"))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .build())
                .body();
    }

    /** Value of a series without labels, or with exactly those given. */
    public double metric(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
    }

    /** Throws away what nobody holds any more. */
    void collectGarbage() {
        mcp.send(HttpRequest.newBuilder(uri("admin", "/tasks/gc?runs=2"))
                .header("Authorization", "Bearer " + OPERATOR)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** All it has written to standard error. */
    public String log() {
        try {
            return Files.readString(errors, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
    }

    /** Asks it to end as {@code kill} does, without waiting. */
    void terminate() {
        process.destroy();
    }

    /** Asks it to read its settings again, as {@code kill -HUP} does. */
    void hangUp() {
        try {
            new ProcessBuilder("sh", "-c", "kill -HUP " + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process as the operating system sees it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Where one of its ports, application or admin, is open. */
    public URI uri(String connector) {
        return uri(connector, "");
    }

    /** Exit code of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    URI uri(String connector, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(connector) + path);
    }
}
