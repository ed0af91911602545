package dev.resendmcp.access.jwt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/**
 * An identity provider whose signing key can be replaced: each generation signs with a key of its own, and the published keys are
 * those of one generation. Counts how often its keys are fetched.
 */
final class KeyServer implements AutoCloseable {
    static final String AUDIENCE = "https://mail.example.org/mcp";
    static final String ISSUER = "https://idp.example.org";

    private final MockOAuth2Server provider = new MockOAuth2Server();
    private final HttpServer published;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String generation = "first";
    private volatile boolean down;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    KeyServer() {
        provider.start();
        try {
            published = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        published.createContext("/jwks", this::serve);
        published.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (down) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        try (InputStream keys = provider.jwksUrl(generation).url().openStream()) {
            byte[] body = keys.readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    /** Where the keys are published. */
    String url() {
        return "http://127.0.0.1:" + published.getAddress().getPort() + "/jwks";
    }

    /** Publishes the keys of another generation instead. */
    void publish(String other) {
        generation = other;
    }

    /** Ends an outage, or begins one. */
    void down(boolean now) {
        down = now;
    }

    /** From now on, requests get no answer until {@link #answer}. */
    void hang() {
        answers = new CountDownLatch(1);
    }

    void answer() {
        answers.countDown();
    }

    int fetches() {
        return fetches.get();
    }

    /** A token that is signed with the key of a generation. */
    String token(String signer, Map<String, Object> others) {
        Map<String, Object> claims =
                new HashMap<>(Map.of("iss", ISSUER, "sub", "agent", "aud", AUDIENCE, "scope", "mcp:all"));
        claims.putAll(others);
        return provider.getConfig()
                .getTokenProvider()
                .jwt(claims, Duration.ofMinutes(10), signer)
                .serialize();
    }

    @Override
    public void close() {
        answer();
        published.stop(0);
        provider.shutdown();
    }
}
