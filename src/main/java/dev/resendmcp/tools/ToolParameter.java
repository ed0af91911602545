package dev.resendmcp.tools;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A parameter of a tool's method. A named parameter takes the argument of its name; a spread parameter (body or
 * {@code @BeanParam}) takes the arguments of its fields.
 */
record ToolParameter(Method method, int index, Place place, String name) {

    /** Where JAX-RS puts the value. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        BEAN,
        BODY
    }

    static List<ToolParameter> of(Method method) {
        return IntStream.range(0, method.getParameterCount())
                .mapToObj(index -> of(method, index))
                .toList();
    }

    private static ToolParameter of(Method method, int index) {
        Parameter parameter = method.getParameters()[index];
        for (Class<? extends Annotation> foreign : List.of(CookieParam.class, FormParam.class, MatrixParam.class)) {
            if (parameter.isAnnotationPresent(foreign)) {
                throw new CatalogueException(
                        new ToolParameter(method, index, Place.BODY, null),
                        "@" + foreign.getSimpleName() + " is not supported");
            }
        }
        if (parameter.isAnnotationPresent(PathParam.class)) {
            return named(
                    method,
                    index,
                    Place.PATH,
                    parameter.getAnnotation(PathParam.class).value());
        }
        if (parameter.isAnnotationPresent(QueryParam.class)) {
            return named(
                    method,
                    index,
                    Place.QUERY,
                    parameter.getAnnotation(QueryParam.class).value());
        }
        if (parameter.isAnnotationPresent(HeaderParam.class)) {
            String header = parameter.getAnnotation(HeaderParam.class).value();
            return named(
                    method, index, Place.HEADER, header.toLowerCase(Locale.ROOT).replace('-', '_'));
        }
        Place place = parameter.isAnnotationPresent(BeanParam.class) ? Place.BEAN : Place.BODY;
        return new ToolParameter(method, index, place, null);
    }

    private static ToolParameter named(Method method, int index, Place place, String wireName) {
        JsonProperty override = method.getParameters()[index].getAnnotation(JsonProperty.class);
        return new ToolParameter(method, index, place, override == null ? wireName : override.value());
    }

    boolean isSpread() {
        return place == Place.BEAN || place == Place.BODY;
    }

    Type type() {
        return method.getGenericParameterTypes()[index];
    }

    boolean has(Class<? extends Annotation> annotation) {
        return method.getParameters()[index].isAnnotationPresent(annotation);
    }

    Optional<String> description() {
        return Optional.ofNullable(method.getParameters()[index].getAnnotation(JsonPropertyDescription.class))
                .map(JsonPropertyDescription::value);
    }
}
