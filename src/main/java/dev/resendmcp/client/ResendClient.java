package dev.resendmcp.client;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.QueryEscape;
import dev.resendmcp.client.http.ResendTarget;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.error.ResendException;
import jakarta.ws.rs.core.NoContentException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.client.proxy.WebResourceFactory;

/**
 * The way to Resend: turns annotated interfaces into calls. Every attempt of every call passes the rate limiter and the
 * circuit breaker; every failure comes out as a {@link ResendException}.
 */
public final class ResendClient {
    private final ResendTarget target;
    private final RequestExecutor calls;
    private final UpstreamMonitor monitor;
    private final OutageBreaker breaker;
    private final ConnectionPool pool;
    private final Map<Method, Operation> operations = new ConcurrentHashMap<>();

    ResendClient(
            ResendTarget target,
            RequestExecutor calls,
            UpstreamMonitor monitor,
            OutageBreaker breaker,
            ConnectionPool pool) {
        this.target = target;
        this.calls = calls;
        this.monitor = monitor;
        this.breaker = breaker;
        this.pool = pool;
    }

    /** What the annotations of a method say, read once. */
    private record Operation(Endpoint endpoint, QueryEscape escape) {
        static Operation of(Method method) {
            return new Operation(Endpoint.of(method), new QueryEscape(method));
        }

        /** Escapes the arguments, and adds an idempotency key where the endpoint takes one and none is given. */
        UpstreamRequest prepare(Object[] arguments) {
            escape.apply(arguments);
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

    /** Turns an annotated interface into calls to Resend. */
    public <T> T api(Class<T> type) {
        T jersey = WebResourceFactory.newResource(type, target.get());
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return method.getDeclaringClass() == Object.class
                    ? method.invoke(jersey, arguments)
                    : call(jersey, method, arguments == null ? new Object[0] : arguments.clone());
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

    private Object call(Object jersey, Method method, Object[] arguments) {
        UpstreamRequest request =
                operations.computeIfAbsent(method, Operation::of).prepare(arguments);
        return CallContext.within(context -> calls.run(context, request, () -> {
            Object answer = invoke(jersey, method, arguments);
            if (request.needsAnswer() && (answer == null || answer instanceof MissingNode)) {
                throw new NoContentException("an answer without a body");
            }
            return answer;
        }));
    }

    @SuppressWarnings("IllegalThrows")
    private static Object invoke(Object jersey, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(jersey, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
