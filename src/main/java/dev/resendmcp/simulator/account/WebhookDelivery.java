package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Posts events to the endpoints of webhooks, signed, but only to this machine. A failed delivery is repeated after 5 seconds, 5
 * minutes and 30 minutes.
 */
final class WebhookDelivery {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30));
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_RESPONSE = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Whether an endpoint is on this machine, by its literal name or address. */
    static boolean isLocal(String endpoint) {
        try {
            String host = URI.create(endpoint).getHost();
            return host != null
                    && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Posts an event in the background and records the attempt. The store must be locked by the caller, and is locked again for the
     * record.
     *
     * @param failures failed attempts so far
     */
    void deliver(Store store, ObjectNode webhook, ObjectNode event, int failures) {
        String id = Json.id(event);
        String endpoint = webhook.get("endpoint").textValue();
        String body = event.get("payload").toString();
        long seconds = Instant.now().getEpochSecond();
        String signature = WebhookSignature.of(webhook.get("signing_secret").textValue(), id, seconds, body);
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Svix-Webhooks/1.0 (simulated)")
                .header("svix-id", id)
                .header("svix-timestamp", Long.toString(seconds))
                .header("svix-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        event.put("status", "attempting");
        CompletableFuture<Void> unused = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> {
                    int status = answer == null ? 0 : answer.statusCode();
                    String text = answer == null ? "no connection" : answer.body();
                    synchronized (store) {
                        ended(store, webhook, event, failures, status, text);
                    }
                    return null;
                });
    }

    private void ended(Store store, ObjectNode webhook, ObjectNode event, int failures, int status, String text) {
        if (store.find(WebhookModule.EVENTS, Json.id(webhook), Json.id(event)).isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        store.add(
                WebhookModule.ATTEMPTS,
                Json.id(event),
                Json.object()
                        .put("id", "atmpt_" + UUID.randomUUID().toString().replace("-", ""))
                        .put("http_status_code", status)
                        .put("response", text.substring(0, Math.min(LONGEST_RESPONSE, text.length())))
                        .put("sent_at", now.toString()));
        boolean again = failures < PAUSES.size();
        if (status >= 200 && status < 300) {
            event.put("status", "success").putNull("next_attempt_at");
        } else if (again) {
            Duration pause = PAUSES.get(failures);
            event.put("status", "attempting")
                    .put("next_attempt_at", now.plus(pause).toString());
            repeat(store, webhook, event, failures + 1, pause);
        } else {
            event.put("status", "failed").putNull("next_attempt_at");
        }
    }

    private void repeat(Store store, ObjectNode webhook, ObjectNode event, int failures, Duration pause) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(
                () -> {
                    synchronized (store) {
                        boolean wanted = event.get("status").textValue().equals("attempting")
                                && store.find(WebhookModule.EVENTS, Json.id(webhook), Json.id(event))
                                        .isPresent();
                        if (wanted) {
                            deliver(store, webhook, event, failures);
                        }
                    }
                },
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }
}
