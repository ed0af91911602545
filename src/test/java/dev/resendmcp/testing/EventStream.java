package dev.resendmcp.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads an event stream as it comes. */
public final class EventStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpResponse<InputStream> answer;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** Reads an answer from now on. */
    public EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> events.add(McpCalls.tree(line.substring("data: ".length()))));
        } catch (IOException | UncheckedIOException e) {
            // Closed here, or broken off by the server: it ends either way.
        } finally {
            ended = true;
        }
    }

    /** Status of the answer. */
    public int status() {
        return answer.statusCode();
    }

    /** Events so far. */
    public List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** Methods of the notifications so far. */
    public List<String> methods() {
        return events.stream()
                .filter(event -> event.has("method"))
                .map(event -> event.path("method").asText())
                .toList();
    }

    /** Waits for a notification. */
    public void awaitMethod(String method) {
        await().atMost(PATIENCE).until(() -> methods().contains(method));
    }

    /** Waits until the server has ended the stream. */
    public void awaitEnd() {
        await().atMost(PATIENCE).until(() -> ended);
    }

    /** Whether the stream is over. */
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
