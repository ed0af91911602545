package dev.resendmcp.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each send their next call when the last one is answered, on a connection of their own. */
final class Load {
    private static final int LONGEST_WAIT_MILLIS = 30_000;
    private static final AtomicLong NUMBER = new AtomicLong();

    private Load() {}

    /**
     * What a run showed.
     *
     * @param calls answered
     * @param perSecond calls
     * @param cpuMicros CPU time of the target for each call
     * @param p50 median time of a call, in microseconds
     * @param p99 time that one call in a hundred takes or exceeds, in microseconds
     */
    record Result(long calls, double perSecond, double cpuMicros, double p50, double p99) {}

    /** Calls a target until it was called that often, or for so long. */
    static void warmUp(Target target, int clients, long calls, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        for (long made = 0; made < calls && System.nanoTime() < end; ) {
            made += run(target, clients, Duration.ofSeconds(1)).calls();
        }
    }

    /** Calls a target for some time, at least once with each client. */
    static Result run(Target target, int clients, Duration time) {
        Duration cpu = target.process().cpuOfCalls();
        long begin = System.nanoTime();
        long[] times = times(target, clients, begin + time.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = target.process().cpuOfCalls().minus(cpu).toNanos() / 1e3;
        Arrays.sort(times);
        return new Result(
                times.length,
                times.length / seconds,
                used / times.length,
                times[times.length / 2] / 1e3,
                times[times.length * 99 / 100] / 1e3);
    }

    private static long[] times(Target target, int clients, long end) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int first = i;
                running.add(threads.submit(() -> client(target, first, end)));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> each : running) {
                all.add(each.get());
            }
            return all.stream().flatMapToLong(Arrays::stream).toArray();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(target.name(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] client(Target target, int first, long end) {
        long[] times = new long[1_024];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            for (int next = first; next == first || System.nanoTime() < end; next++) {
                byte[] call = target.calls().get(next % target.calls().size()).numbered(NUMBER.incrementAndGet());
                long begin = System.nanoTime();
                socket.getOutputStream().write(call);
                require(HttpMessage.read(in));
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count++] = System.nanoTime() - begin;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(times, count);
    }

    private static void require(HttpMessage answer) {
        String begin = answer.begin();
        if (answer.status() != 200 || begin.contains("\"isError\":true") || begin.contains("\"error\":{")) {
            throw new IllegalStateException(answer.toString());
        }
    }
}
