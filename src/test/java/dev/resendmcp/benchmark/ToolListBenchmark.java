package dev.resendmcp.benchmark;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What it is worth to keep {@code tools/list} gzipped: whole requests over HTTP with the kept bytes, and what compressing the
 * same answer once more costs each time. Prints times and their ratio; run by {@code mvn -Pbenchmark verify}.
 */
public final class ToolListBenchmark {
    private static final int WARM_UP = 500;
    private static final int REQUESTS = 2_000;
    private static final int RUNS = 3;

    private ToolListBenchmark() {}

    /** Work that is timed. */
    private interface Work {
        void once() throws IOException, InterruptedException;
    }

    /** Runs the benchmark and prints a line a run. */
    public static void main(String[] args) throws Exception {
        // Standard output belongs to the figures.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ResendSimulator resend = new ResendSimulator(10).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = request(service.uri("/mcp"));
            byte[] kept = client.send(request, BodyHandlers.ofByteArray()).body();
            byte[] plain = new GZIPInputStream(new ByteArrayInputStream(kept)).readAllBytes();
            for (int run = 1; run <= RUNS; run++) {
                double ready = micros(() -> fetch(client, request));
                double compressing = micros(() -> gzip(plain));
                out.printf(
                        Locale.ROOT,
                        "run %d: tools/list of %d bytes, %d gzipped: %.0f us a request from ready bytes, %.0f us more if"
                                + " each were compressed, ratio %.1f%n",
                        run,
                        plain.length,
                        kept.length,
                        ready,
                        compressing,
                        (ready + compressing) / ready);
            }
        }
        System.exit(0);
    }

    private static HttpRequest request(URI endpoint) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
                .build();
    }

    private static void fetch(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("status " + answer.statusCode());
        }
    }

    private static void gzip(byte[] plain) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(new ByteArrayOutputStream())) {
            gzip.write(plain);
        }
    }

    private static double micros(Work work) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            work.once();
        }
        long begin = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            work.once();
        }
        return (System.nanoTime() - begin) / (double) TimeUnit.MICROSECONDS.toNanos(REQUESTS);
    }
}
