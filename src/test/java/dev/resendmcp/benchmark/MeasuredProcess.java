package dev.resendmcp.benchmark;

import com.google.common.base.Splitter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A process whose CPU time and memory are read from outside. */
final class MeasuredProcess implements AutoCloseable {
    static final String READY = "port ";
    private static final int TICK_MILLIS = 10;
    /** Index among the fields after the name of a thread; ticks in the kernel follow. */
    private static final int USER_TICKS = 11;

    private static final byte[] PROBE =
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;

    /**
     * Starts it.
     *
     * @param directory where it works and where its output goes
     * @param variables the whole environment
     */
    MeasuredProcess(Path directory, Map<String, String> variables, List<String> command) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            builder.environment().clear();
            builder.environment().put("APPROVE_TOOLS", "none");
            builder.environment().putAll(variables);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Command of a JVM of this version. */
    static List<String> java(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Command of a JVM with the classes of this one. */
    static List<String> main(Class<?> type, List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), type.getName()));
        return java(all, arguments);
    }

    /** Waits until it has printed its port. */
    int port() {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end) {
            String out = read("out");
            if (out.startsWith(READY) && out.endsWith("\n")) {
                return Integer.parseInt(out.strip().substring(READY.length()));
            }
            pause();
        }
        throw new IllegalStateException("no port: " + read("err"));
    }

    /** Waits until it answers HTTP on a port. */
    MeasuredProcess awaitPort(int port) {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(PROBE);
                if (HttpMessage.read(new BufferedInputStream(socket.getInputStream()))
                                .status()
                        > 0) {
                    return this;
                }
            } catch (IOException e) {
                pause();
            }
        }
        throw new IllegalStateException("It did not start: " + read("err"));
    }

    /** CPU time used so far, with that of the compilers of a JVM. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * CPU time used so far, without that of the compilers of a JVM where the system tells threads apart: in a short run they cost as
     * much as the calls, in a long one nothing.
     */
    Duration cpuOfCalls() {
        Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (!Files.exists(tasks)) {
            return cpu();
        }
        try (Stream<Path> each = Files.list(tasks)) {
            return cpu().minus(Duration.ofMillis(
                    each.mapToLong(MeasuredProcess::compilerMillis).sum()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long compilerMillis(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            if (!stat.contains("(C1 Compil") && !stat.contains("(C2 Compil")) {
                return 0;
            }
            List<String> fields = Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 2));
            return TICK_MILLIS * (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(USER_TICKS + 1)));
        } catch (IOException e) {
            // The thread has ended.
            return 0;
        }
    }

    /** Resident memory in MB of 10^6 bytes; 0 where the system does not say. */
    long residentMegabytes() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                            .sum()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
}
