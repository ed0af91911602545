package dev.resendmcp.benchmark;

import dev.resendmcp.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts what is measured, each in a process of its own, and stops all of it. */
final class Setup implements AutoCloseable {
    static final int NO_LIMIT = 10_000;
    private static final String KEY = "re_benchmark";
    private static final Path WORK = Path.of("target", "benchmark").toAbsolutePath();

    private final List<MeasuredProcess> started = new ArrayList<>();

    /** Starts the upstream, which says that it allows this many requests per second; returns its port. */
    int upstream(int limit) throws IOException {
        List<String> command = MeasuredProcess.main(FakeUpstream.class, List.of("-Xmx256m"), String.valueOf(limit));
        return started(new MeasuredProcess(directory("upstream"), Map.of(), command))
                .port();
    }

    /**
     * A running service.
     *
     * @param port where it serves MCP
     * @param proxyPort where the bare proxy of the same JVM is, if it has one
     */
    record Running(MeasuredProcess process, int port, int proxyPort) {}

    /** Starts the service and, in the same JVM, the bare proxy. */
    Running service(int upstream, List<String> options, Map<String, String> more) throws IOException {
        int proxy = LoopbackServer.closedPort();
        List<String> command = MeasuredProcess.main(
                MeasuredService.class,
                options,
                String.valueOf(proxy),
                "http://127.0.0.1:" + upstream,
                "server",
                "config.yml");
        return running(command, upstream, proxy, more);
    }

    /** The jar of the service, which may be missing. */
    static Path jar() {
        return Path.of(System.getProperty("benchmark.jar", "target/resend-full-mcp.jar"))
                .toAbsolutePath();
    }

    /** Starts the service alone, from its jar. */
    Running jar(int upstream, List<String> options, Map<String, String> more) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-jar", jar().toString()));
        return running(MeasuredProcess.java(all, "server", "config.yml"), upstream, 0, more);
    }

    private Running running(List<String> command, int upstream, int proxy, Map<String, String> more)
            throws IOException {
        int port = LoopbackServer.closedPort();
        Path directory = directory("service");
        Files.copy(Path.of("config.yml"), directory.resolve("config.yml"));
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESEND_API_KEY",
                KEY,
                "RESEND_API_BASE_URL",
                "http://127.0.0.1:" + upstream,
                "MCP_PORT",
                String.valueOf(port),
                "ADMIN_PORT",
                "0",
                "LOG_DIR",
                "logs",
                "STATE_DIR",
                "state"));
        variables.putAll(more);
        MeasuredProcess process = started(new MeasuredProcess(directory, variables, command));
        return new Running(process.awaitPort(port), port, proxy);
    }

    /** Starts the official server. */
    Running official(int upstream) throws IOException {
        int port = LoopbackServer.closedPort();
        Map<String, String> variables = Map.of(
                "RESEND_BASE_URL",
                "http://127.0.0.1:" + upstream,
                "SENDER_EMAIL_ADDRESS",
                "Acme <onboarding@resend.dev>");
        List<String> command = List.of(
                System.getProperty("benchmark.node"),
                System.getProperty("benchmark.official"),
                "--http",
                "--port",
                String.valueOf(port));
        MeasuredProcess process = started(new MeasuredProcess(directory("official"), variables, command));
        return new Running(process.awaitPort(port), port, 0);
    }

    /** Whether the official server is there. */
    static boolean hasOfficial() {
        return System.getProperty("benchmark.official") != null;
    }

    private static Path directory(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(WORK), name + "-");
    }

    private MeasuredProcess started(MeasuredProcess process) {
        started.add(process);
        return process;
    }

    @Override
    public void close() {
        started.forEach(MeasuredProcess::close);
    }
}
