package dev.resendmcp.api.wire;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The endpoint that an annotated method stands for.
 *
 * @param verb HTTP method
 * @param route path template, such as {@code emails/{email_id}}: no values and no slash in front
 * @param idempotencyKey index of the parameter that carries the idempotency key, if the endpoint takes one
 */
public record Endpoint(String verb, String route, OptionalInt idempotencyKey) {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /**
     * Reads the annotations of a method and its interface.
     *
     * @throws IllegalArgumentException if the method has no HTTP method
     */
    public static Endpoint of(Method method) {
        String verb = verbs(method).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No HTTP method: " + method));
        OptionalInt key = IntStream.range(0, method.getParameterCount())
                .filter(index -> carriesKey(method, index))
                .findFirst();
        return new Endpoint(verb, route(method), key);
    }

    /** The HTTP methods that annotations of a method name. */
    public static List<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .toList();
    }

    /** The path template of a method, with the path of its interface in front, which may be empty. */
    public static String route(Method method) {
        String base = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        if (own == null) {
            return base;
        }
        return base.isEmpty() ? own.value() : base + "/" + own.value();
    }

    private static boolean carriesKey(Method method, int index) {
        HeaderParam header = method.getParameters()[index].getAnnotation(HeaderParam.class);
        return header != null && header.value().equals(IDEMPOTENCY_KEY);
    }
}
