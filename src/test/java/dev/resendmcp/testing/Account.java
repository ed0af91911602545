package dev.resendmcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The simulated account, reached past the service. */
public final class Account {
    private Account() {}

    /** Creates something in the account, past the service; returns its id. */
    public static String create(ResendSimulator resend, String path, String body) {
        return send(resend, "POST", path, body).path("id").asText();
    }

    /** Changes something in the account, past the service. */
    public static void change(ResendSimulator resend, String path, String body) {
        send(resend, "PATCH", path, body);
    }

    private static JsonNode send(ResendSimulator resend, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(resend.baseUri() + path))
                .header("Authorization", "Bearer " + SeedData.FULL_ACCESS_KEY)
                .header("Content-Type", "application/json")
                .header("User-Agent", "test")
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(McpCalls.json(body).toString()))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return McpCalls.parse(answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
