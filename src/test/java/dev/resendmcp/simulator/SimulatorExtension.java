package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.simulator.core.SeedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A running simulator, as new for each test, and a client that talks to it over HTTP. */
final class SimulatorExtension implements BeforeEachCallback, AfterAllCallback {
    static final String EMAIL = """
            {"from":"Ada <ada@sandbox.resend.dev>","to":"delivered@resend.dev","subject":"Hello","html":"<p>Hi</p>"}""";

    final ResendSimulator simulator;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    SimulatorExtension() {
        this(1000);
    }

    SimulatorExtension(int requestsPerSecond) {
        simulator = new ResendSimulator(requestsPerSecond).start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
    }

    Reply get(String target) {
        return send(request("GET", target, null));
    }

    Reply delete(String target) {
        return send(request("DELETE", target, null));
    }

    Reply post(String target, String body, String... headers) {
        return send(with(request("POST", target, body), headers));
    }

    Reply patch(String target, String body) {
        return send(request("PATCH", target, body));
    }

    /** Sends an e-mail and returns its id. */
    String sent(String body) {
        Reply reply = post("/emails", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.at("/id").textValue();
    }

    /** What a download link leads to. */
    String download(String url) {
        Reply reply = send(HttpRequest.newBuilder(URI.create(url)));
        assertThat(reply.status()).isEqualTo(200);
        return reply.text();
    }

    /** A request with the key that may do everything; the body, if any, is said to be JSON. */
    HttpRequest.Builder request(String method, String target, String body) {
        HttpRequest.Builder request = bare(method, target, body)
                .header("Authorization", "Bearer " + SeedData.FULL_ACCESS_KEY)
                .header("User-Agent", "test");
        return body == null ? request : request.header("Content-Type", "application/json");
    }

    HttpRequest.Builder bare(String method, String target, String body) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUri() + target))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Reply> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(this::reply);
    }

    private Reply reply(HttpResponse<String> response) {
        return new Reply(response, json);
    }

    record Reply(HttpResponse<String> response, ObjectMapper mapper) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonNode at(String pointer) {
            try {
                return mapper.readTree(response.body()).at(pointer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void isError(int status, String name) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(at("/statusCode").intValue()).isEqualTo(status);
            assertThat(at("/name").textValue()).isEqualTo(name);
            assertThat(at("/message").textValue()).isNotBlank();
        }
    }
}
