package dev.resendmcp.client;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.ConnectionPool;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.error.ResendException;
import io.dropwizard.lifecycle.Managed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.NoContentException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.glassfish.jersey.client.proxy.WebResourceFactory;

/**
 * The way to Resend: turns annotated interfaces into calls. Every attempt of every call passes the rate limiter and the
 * circuit breaker; every failure comes out as a {@link ResendException}.
 */
public final class ResendClient implements Managed {
    private final URI address;
    private final Supplier<Client> build;
    private final RequestExecutor calls;
    private final UpstreamMonitor monitor;
    private final OutageBreaker breaker;
    private final ConnectionPool pool;
    private final Map<Method, Operation> operations = new ConcurrentHashMap<>();
    private Client http;

    /** @param build makes the HTTP client, which is closed with this object */
    ResendClient(
            URI address,
            Supplier<Client> build,
            RequestExecutor calls,
            UpstreamMonitor monitor,
            OutageBreaker breaker,
            ConnectionPool pool) {
        this.address = address;
        this.build = build;
        this.calls = calls;
        this.monitor = monitor;
        this.breaker = breaker;
        this.pool = pool;
    }

    /** What the annotations of a method say, read once: positions of query parameters, and of objects with such fields. */
    private record Operation(Endpoint endpoint, List<Integer> values, List<Integer> beans) {
        static Operation of(Method method) {
            return new Operation(
                    Endpoint.of(method), annotated(method, QueryParam.class), annotated(method, BeanParam.class));
        }

        private static List<Integer> annotated(Method method, Class<? extends Annotation> annotation) {
            Parameter[] parameters = method.getParameters();
            return IntStream.range(0, parameters.length)
                    .filter(i -> parameters[i].isAnnotationPresent(annotation))
                    .boxed()
                    .toList();
        }

        /** Escapes the arguments, a bean's fields in place, and adds an idempotency key where one is taken and none given. */
        UpstreamRequest prepare(Object[] arguments) {
            for (int i : values) {
                arguments[i] = escape(arguments[i]);
            }
            for (int i : beans) {
                escapeFields(arguments[i]);
            }
            Optional<String> key = Optional.empty();
            if (endpoint.idempotencyKey().isPresent()) {
                int index = endpoint.idempotencyKey().getAsInt();
                String given = (String) arguments[index];
                arguments[index] = given == null ? UUID.randomUUID().toString() : given;
                key = Optional.of((String) arguments[index]);
            }
            return new UpstreamRequest("/" + endpoint.route(), endpoint.verb(), key);
        }

        private static void escapeFields(Object bean) {
            try {
                for (Field field : bean == null ? new Field[0] : bean.getClass().getFields()) {
                    if (field.isAnnotationPresent(QueryParam.class)) {
                        field.set(bean, escape(field.get(bean)));
                    }
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** JAX-RS clients take {@code %41} in a query value for an already escaped {@code A}. */
        private static Object escape(Object value) {
            return value instanceof String text ? text.replace("%", "%25") : value;
        }
    }

    /**
     * Where requests begin. The HTTP client is built at first use: with the trusted certificates it takes a tenth of the time to the
     * first answer over stdio, which needs none.
     */
    synchronized WebTarget target() {
        http = http == null ? build.get() : http;
        return http.target(address);
    }

    @Override
    public synchronized void stop() {
        if (http != null) {
            http.close();
        }
    }

    /** Turns an annotated interface into calls to Resend. */
    public <T> T api(Class<T> type) {
        T jersey = WebResourceFactory.newResource(type, target());
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
        Exchange.Work work = () -> {
            Object answer = invoke(jersey, method, arguments);
            if (request.needsAnswer() && (answer == null || answer instanceof MissingNode)) {
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

    @SuppressWarnings("IllegalThrows")
    private static Object invoke(Object jersey, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(jersey, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
