package dev.resendmcp.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Requests that a reverse proxy could spoil: plain answers, progress of a waiting call, and bodies as large as allowed. */
final class ProxiedRequests {
    /** The same as {@code mcp.maxContentBodySize}. */
    private static final int LARGEST = 40_000_000;
    /** The service reports progress every second, so an answer comes at least this long after the first one. */
    private static final Duration APART = Duration.ofMillis(500);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI proxy;
    private final int rate;

    /**
     * @param proxy where MCP is served
     * @param rate requests per second that the service makes
     */
    ProxiedRequests(URI proxy, int rate) {
        this.proxy = proxy;
        this.rate = rate;
    }

    /** What the proxy spoils; empty if nothing. */
    List<String> spoiled() throws IOException, InterruptedException {
        List<String> spoiled = new ArrayList<>();
        HttpResponse<String> tools = post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}");
        if (tools.statusCode() != 200 || !tools.body().contains("\"send_email\"")) {
            spoiled.add("tools/list is answered with " + tools.statusCode());
        }
        for (int size : new int[] {LARGEST - 1, LARGEST}) {
            int status = post(mail(size)).statusCode();
            if (status != 200) {
                spoiled.add("a body of " + size + " bytes is answered with " + status);
            }
        }
        Duration apart = firstReportBeforeAnswer();
        if (apart.compareTo(APART) < 0) {
            spoiled.add("the first report of progress comes " + apart.toMillis() + " ms before the answer");
        }
        return spoiled;
    }

    /** Makes more calls at once than the rate limit lets through, and reads their answers as they arrive. */
    private Duration firstReportBeforeAnswer() {
        ExecutorService readers = Executors.newCachedThreadPool();
        try {
            return IntStream.range(0, 8 * rate)
                    .mapToObj(i -> call("list_domains", "{}", ",\"_meta\":{\"progressToken\":" + i + "}"))
                    .map(body -> http.sendAsync(request(body), BodyHandlers.ofInputStream())
                            .thenApplyAsync(answer -> firstReportBeforeEnd(answer.body()), readers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } finally {
            readers.shutdownNow();
        }
    }

    private static Duration firstReportBeforeEnd(InputStream answer) {
        long first = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (first == 0 && line.contains("notifications/progress")) {
                    first = System.nanoTime();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return first == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - first);
    }

    /** A call of so many bytes that fails because the mail has no subject, so it is not sent. */
    private static String mail(int size) {
        String start =
                call("send_email", "{\"from\":\"a@example.com\",\"to\":[\"delivered@resend.dev\"],\"html\":\"\"}", "");
        int gap = start.indexOf("\"html\":\"") + "\"html\":\"".length();
        return start.substring(0, gap) + "x".repeat(size - start.length()) + start.substring(gap);
    }

    private static String call(String tool, String arguments, String meta) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + meta + "}}";
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return http.send(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(proxy)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
