package dev.resendmcp.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Resend, and a proxy on the way to it, that can be told to fail in ways that repeat the whole request, its headers with all
 * credentials included.
 */
final class EchoingResend implements AutoCloseable {
    private static final Pattern GRANTED =
            Pattern.compile("(\"(?:token|signing_secret|api_key|secret)\":\")((?:re_|whsec_)?)[^\"]*\"");
    private static final Set<String> PASSED_ON =
            Set.of("accept", "content-type", "idempotency-key", "user-agent", "x-batch-validation");

    private final ResendSimulator simulator = new ResendSimulator(1_000).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean failing;

    EchoingResend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Address of the same as a proxy, with a user and a password. */
    String proxy() {
        return "http://" + Canaries.PERSONAL + "user:" + Canaries.secret("proxy") + "@localhost:"
                + server.getAddress().getPort();
    }

    ResendSimulator simulator() {
        return simulator;
    }

    /** From now on all requests fail, each in another way than the one before. */
    void fail(boolean fail) {
        failing = fail;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (failing) {
                fail(exchange, body);
            } else {
                pass(exchange, body);
            }
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(simulator.baseUri() + asked.getRawPath() + query))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + SeedData.FULL_ACCESS_KEY);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            String granted = GRANTED.matcher(text).replaceAll("$1$2" + Canaries.GRANTED + "0000000000000000\"");
            String type = answer.headers().firstValue("content-type").orElse("application/json");
            answer(exchange, answer.statusCode(), type, granted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(HttpExchange exchange, byte[] body) throws IOException {
        String echo = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().entrySet() + " " + new String(body, StandardCharsets.UTF_8);
        String quoted = "\"" + echo.replaceAll("[\"\\\\\\p{Cntrl}]", " ") + "\"";
        String error = "{\"name\":%s,\"message\":%s,\"statusCode\":422}";
        switch (failures.getAndIncrement() % 9) {
            case 0 -> answer(exchange, 422, "application/json", error.formatted("\"validation_error\"", quoted));
            case 1 -> answer(exchange, 400, "application/json", error.formatted(quoted, quoted));
            case 2 -> answer(exchange, 200, "application/json", "{\"id\":" + quoted);
            case 3 -> answer(exchange, 403, "text/html", "<html>" + echo + "</html>");
            case 4 -> answer(exchange, 200, "text/html", echo);
            case 5 -> answer(exchange, 404, "application/json", error.formatted("\"not_found\"", "\"none\""));
            case 6 -> answer(exchange, 503, "application/json", error.formatted(quoted, quoted));
            case 7 -> answer(exchange, 200, "application/json", "{\"id\":\"" + exchange.getRequestURI() + "\"}");
            default -> {
                // Closes the connection without an answer.
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of(type));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        simulator.close();
    }
}
