package dev.resendmcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.Operations.Operation;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.http.ResendTransport;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.error.ResendException;
import jakarta.ws.rs.core.NoContentException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to Resend under one key: turns annotated interfaces into calls. Every attempt of every call passes the rate limiter
 * and the circuit breaker; every failure comes out as a {@link ResendException}.
 */
public final class ResendClient {
    private final Operations operations;
    private final Supplier<ResendTransport> http;
    private final RequestExecutor calls;
    private final UpstreamMonitor monitor;
    private final OutageBreaker breaker;
    private final ConnectionPool pool;

    /** @param build makes the transport at first use */
    ResendClient(
            Operations operations,
            Supplier<ResendTransport> build,
            RequestExecutor calls,
            UpstreamMonitor monitor,
            OutageBreaker breaker,
            ConnectionPool pool) {
        this.operations = operations;
        this.http = Suppliers.memoize(build::get);
        this.calls = calls;
        this.monitor = monitor;
        this.breaker = breaker;
        this.pool = pool;
    }

    /** Turns an annotated interface into calls to Resend. */
    public <T> T api(Class<T> type) {
        return api(type, () -> this);
    }

    /**
     * Turns an annotated interface into calls to Resend by a client that is chosen for each call.
     *
     * @param client chooses it; its exceptions reach the caller
     */
    public static <T> T api(Class<T> type, Supplier<ResendClient> client) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return method.getDeclaringClass() == Object.class
                    ? method.invoke(client, arguments)
                    : client.get().call(method, arguments == null ? new Object[0] : arguments.clone());
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
        Operation operation = operations.of(method);
        UpstreamRequest request = operation.prepare(arguments);
        Exchange.Work work = () -> {
            JsonNode answer = http.get().send(operation.template().request(arguments));
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
