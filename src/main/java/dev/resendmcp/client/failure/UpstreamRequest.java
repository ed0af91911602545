package dev.resendmcp.client.failure;

import dev.resendmcp.api.wire.RouteTemplate;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request to be made, once or again, as far as rules, failures and metrics must know it.
 *
 * @param route path template with a leading slash; no values, so that it may become a label
 * @param method HTTP method
 * @param idempotencyKey key under which Resend carries the request out at most once, if it has one
 */
public record UpstreamRequest(String route, String method, Optional<String> idempotencyKey) {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    public static UpstreamRequest of(Method method, Object[] arguments) {
        Optional<String> key = idempotencyKeyIndex(method).map(index -> (String) arguments[index]);
        return new UpstreamRequest(route(method), verb(method), key);
    }

    /** Position of the parameter that carries the idempotency key, if the endpoint takes one. */
    public static Optional<Integer> idempotencyKeyIndex(Method method) {
        for (int i = 0; i < method.getParameterCount(); i++) {
            HeaderParam header = method.getParameters()[i].getAnnotation(HeaderParam.class);
            if (header != null && header.value().equals(IDEMPOTENCY_KEY)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Method and route, such as {@code GET /emails/{email_id}}. */
    public String endpoint() {
        return method + " " + route;
    }

    /** Whether it may change something at Resend. */
    public boolean writes() {
        return !method.equals("GET");
    }

    /** Whether success without a body is no success: all endpoints answer with one, but to a deletion it adds nothing. */
    public boolean needsAnswer() {
        return !method.equals("DELETE");
    }

    /** Whether Resend does nothing more when it gets the request again. */
    boolean repeatable() {
        return !writes() || idempotencyKey.isPresent();
    }

    private static String route(Method method) {
        return "/" + RouteTemplate.of(method);
    }

    private static String verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst()
                .orElseThrow();
    }
}
