package dev.resendmcp.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/** An upstream that answers each request with the next of a list of answers, the last of them for ever. */
public final class ScriptedUpstream implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile BiFunction<Integer, String, Reply> script = (number, path) -> Reply.DROP;

    /**
     * A request that came.
     *
     * @param line method and path
     * @param idempotencyKey its key, null when it had none
     * @param traceparent its trace context, null when it had none
     * @param nanoTime when it came
     */
    public record Asked(String line, String idempotencyKey, String traceparent, long nanoTime) {}

    /**
     * An answer.
     *
     * @param status of HTTP; 0 for none at all, the connection is closed then
     */
    public record Reply(int status, String body, Map<String, String> headers) {
        /** Reads the request and closes the connection. */
        public static final Reply DROP = new Reply(0, "", Map.of());

        /** A body with a status. */
        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        /** An error in the form of Resend's. */
        public static Reply error(int status, String name) {
            return of(status, "{\"name\":\"" + name + "\",\"message\":\"m\",\"statusCode\":" + status + "}");
        }

        /** The same with one more header. */
        public Reply with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Reply(status, body, more);
        }
    }

    /** Starts on a free port of loopback. */
    public ScriptedUpstream(Reply... replies) {
        this(Optional.empty());
        script(replies);
    }

    /** The same behind TLS. */
    public ScriptedUpstream(SSLContext tls, Reply... replies) {
        this(Optional.of(tls));
        script(replies);
    }

    private ScriptedUpstream(Optional<SSLContext> tls) {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls.isPresent()) {
                HttpsServer https = HttpsServer.create(free, 200);
                https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = https;
            } else {
                server = HttpServer.create(free, 200);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scheme = tls.isPresent() ? "https" : "http";
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Begins anew with these answers. */
    public void script(Reply... replies) {
        script(number -> replies[Math.min(number, replies.length - 1)]);
    }

    /** Begins anew; answers are asked for by the number of the request, from 0. */
    public void script(IntFunction<Reply> replies) {
        restart((number, path) -> replies.apply(number));
    }

    /** Begins again; answers are asked for by the path of the request. */
    public void scriptByPath(Function<String, Reply> replies) {
        restart((number, path) -> replies.apply(path));
    }

    private void restart(BiFunction<Integer, String, Reply> replies) {
        requests.clear();
        next.set(0);
        script = replies;
    }

    /** Requests since the script began. */
    public List<Asked> requests() {
        return List.copyOf(requests);
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            long now = System.nanoTime();
            exchange.getRequestBody().readAllBytes();
            requests.add(new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestHeaders().getFirst("traceparent"),
                    now));
            Reply reply = script.apply(
                    next.getAndIncrement(), exchange.getRequestURI().getPath());
            if (reply.status() == 0) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
