package dev.resendmcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.http.RequestTemplate;
import dev.resendmcp.client.http.ResendTransport;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.error.ResendException;
import io.dropwizard.lifecycle.Managed;
import jakarta.ws.rs.core.NoContentException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The way to Resend: turns annotated interfaces into calls. Every attempt of every call passes the rate limiter and the
 * circuit breaker; every failure comes out as a {@link ResendException}.
 */
public final class ResendClient implements Managed {
    private final URI address;
    private final ObjectMapper bodies;
    private final Supplier<ResendTransport> build;
    private final RequestExecutor calls;
    private final UpstreamMonitor monitor;
    private final OutageBreaker breaker;
    private final ConnectionPool pool;
    private final Map<Method, Operation> operations = new ConcurrentHashMap<>();
    private volatile ResendTransport http;

    /**
     * @param bodies writes request bodies
     * @param build makes the transport, which is closed with this object
     */
    ResendClient(
            URI address,
            ObjectMapper bodies,
            Supplier<ResendTransport> build,
            RequestExecutor calls,
            UpstreamMonitor monitor,
            OutageBreaker breaker,
            ConnectionPool pool) {
        this.address = address;
        this.bodies = bodies;
        this.build = build;
        this.calls = calls;
        this.monitor = monitor;
        this.breaker = breaker;
        this.pool = pool;
    }

    /** What the annotations of a method say, read once. */
    private record Operation(Endpoint endpoint, RequestTemplate template) {
        /** Adds an idempotency key where one is taken and none given, so that each attempt has the same. */
        UpstreamRequest prepare(Object[] arguments) {
            Optional<String> key = Optional.empty();
            if (endpoint.idempotencyKey().isPresent()) {
                int index = endpoint.idempotencyKey().getAsInt();
                String given = (String) arguments[index];
                arguments[index] = given == null ? UUID.randomUUID().toString() : given;
                key = Optional.of((String) arguments[index]);
            }
            return new UpstreamRequest("/" + endpoint.route(), endpoint.verb(), key);
        }
    }

    private Operation operation(Method method) {
        return new Operation(Endpoint.of(method), new RequestTemplate(method, address, bodies));
    }

    /**
     * What requests go out by. It is built at first use: with the trusted certificates it takes a tenth of the time to the first
     * answer over stdio, which needs none.
     */
    ResendTransport transport() {
        ResendTransport built = http;
        return built != null ? built : buildOnce();
    }

    private synchronized ResendTransport buildOnce() {
        http = http == null ? build.get() : http;
        return http;
    }

    @Override
    public synchronized void stop() throws IOException {
        if (http != null) {
            http.close();
        }
    }

    /** Turns an annotated interface into calls to Resend. */
    public <T> T api(Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return method.getDeclaringClass() == Object.class
                    ? method.invoke(this, arguments)
                    : call(method, arguments == null ? new Object[0] : arguments.clone());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What recent calls have shown of Resend. */
    public UpstreamState state() {
        return monitor.state();
    }

    /** Whether calls are let out to Resend. */
    public CircuitState circuit() {
        return breaker.state();
    }

    /** Endpoints whose calls are held back because they fail while others are let out, in the form {@code GET /logs}. */
    public List<String> heldBackEndpoints() {
        return breaker.heldBack();
    }

    /** Forgets what calls have shown of the key, since another one is in use. */
    public void apiKeyReplaced() {
        monitor.keyReplaced();
    }

    /** Connections to Resend. */
    public ConnectionPool connections() {
        return pool;
    }

    private Object call(Method method, Object... arguments) {
        Operation operation = operations.computeIfAbsent(method, this::operation);
        UpstreamRequest request = operation.prepare(arguments);
        Exchange.Work work = () -> {
            JsonNode answer = transport().send(operation.template().request(arguments));
            if (request.needsAnswer() && answer.isMissingNode()) {
                throw new NoContentException("an answer without a body");
            }
            return answer;
        };
        Optional<CallContext> bound = CallContext.current();
        if (bound.isPresent()) {
            return calls.run(bound.get(), request, work);
        }
        try (CallContext own = CallContext.ofService().bind()) {
            return calls.run(own, request, work);
        }
    }
}
