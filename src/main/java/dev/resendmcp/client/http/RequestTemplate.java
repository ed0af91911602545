package dev.resendmcp.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.api.wire.FormPart;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The HTTP requests of one annotated method: its annotations are read once, so that a call only fills in values. Safe for use by
 * many threads.
 */
public final class RequestTemplate {
    // RFC 3986: what a path segment may hold as it is; without ";", which separates parameters of a segment for some
    // servers.
    private static final Escaper PATH = new PercentEscaper("-._~!$&'()*+,=:@", false);
    private static final Escaper QUERY = new PercentEscaper("-._~", false);
    private static final ContentType JSON = ContentType.create("application/json");

    private final String verb;
    private final String address;
    private final List<String> literals = new ArrayList<>();
    private final List<Integer> variables = new ArrayList<>();
    private final List<Value> query = new ArrayList<>();
    private final List<Value> headers = new ArrayList<>();
    private final ObjectMapper mapper;
    private int body = -1;

    /** Where a value comes from, and its name on the wire. */
    private record Value(String name, int index, Field field) {
        Object of(Object... arguments) {
            Object argument = arguments[index];
            if (field == null || argument == null) {
                return argument;
            }
            try {
                return field.get(argument);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * @param address of the API, without a slash at the end
     * @param mapper writes bodies
     * @throws IllegalArgumentException if the annotations make no request
     */
    public RequestTemplate(Method method, URI address, ObjectMapper mapper) {
        Endpoint endpoint = Endpoint.of(method);
        this.verb = endpoint.verb();
        String base = address.toString();
        this.address = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.mapper = mapper;
        Parameter[] parameters = method.getParameters();
        split("/" + endpoint.route(), parameters);
        for (int index = 0; index < parameters.length; index++) {
            place(parameters[index], index);
        }
    }

    private void split(String route, Parameter... parameters) {
        int position = 0;
        for (int open = route.indexOf('{'); open >= 0; open = route.indexOf('{', position)) {
            int close = route.indexOf('}', open);
            literals.add(route.substring(position, open));
            variables.add(variable(route.substring(open + 1, close), parameters));
            position = close + 1;
        }
        literals.add(route.substring(position));
    }

    private static int variable(String name, Parameter... parameters) {
        for (int index = 0; index < parameters.length; index++) {
            PathParam path = parameters[index].getAnnotation(PathParam.class);
            if (path != null && path.value().equals(name)) {
                return index;
            }
        }
        throw new IllegalArgumentException("No parameter for {" + name + "}");
    }

    private void place(Parameter parameter, int index) {
        if (parameter.isAnnotationPresent(QueryParam.class)) {
            query.add(new Value(parameter.getAnnotation(QueryParam.class).value(), index, null));
        } else if (parameter.isAnnotationPresent(HeaderParam.class)) {
            headers.add(new Value(parameter.getAnnotation(HeaderParam.class).value(), index, null));
        } else if (parameter.isAnnotationPresent(BeanParam.class)) {
            Stream.of(parameter.getType().getFields())
                    .filter(field -> field.isAnnotationPresent(QueryParam.class))
                    .map(field ->
                            new Value(field.getAnnotation(QueryParam.class).value(), index, field))
                    .forEach(query::add);
        } else if (!parameter.isAnnotationPresent(PathParam.class)) {
            body = index;
        }
    }

    /**
     * A request with these arguments; null leaves a query parameter, a header or the body out, and each element of a collection
     * becomes a query parameter.
     *
     * @throws JsonProcessingException if the body cannot be written
     */
    public HttpUriRequestBase request(Object... arguments) throws JsonProcessingException {
        HttpUriRequestBase request = new HttpUriRequestBase(verb, URI.create(target(arguments)));
        for (Value header : headers) {
            Object value = header.of(arguments);
            if (value != null) {
                request.setHeader(header.name(), value);
            }
        }
        if (body >= 0 && arguments[body] != null) {
            request.setEntity(entity(arguments[body]));
        }
        return request;
    }

    private String target(Object... arguments) {
        StringBuilder target = new StringBuilder(address).append(literals.get(0));
        for (int i = 0; i < variables.size(); i++) {
            target.append(PATH.escape(String.valueOf(arguments[variables.get(i)])))
                    .append(literals.get(i + 1));
        }
        char separator = '?';
        for (Value parameter : query) {
            Object given = parameter.of(arguments);
            if (given == null) {
                continue;
            }
            for (Object value : given instanceof Collection<?> several ? several : List.of(given)) {
                target.append(separator)
                        .append(parameter.name())
                        .append('=')
                        .append(QUERY.escape(wellFormed(String.valueOf(value))));
                separator = '&';
            }
        }
        return target.toString();
    }

    /** Half of a surrogate pair is no text and cannot be encoded; it becomes a question mark, which Resend refuses in an id. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private HttpEntity entity(Object value) throws JsonProcessingException {
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof FormPart) {
            MultipartEntityBuilder form = MultipartEntityBuilder.create();
            list.forEach(part -> add(form, (FormPart) part));
            return form.build();
        }
        return new ByteArrayEntity(mapper.writeValueAsBytes(value), JSON);
    }

    private static void add(MultipartEntityBuilder form, FormPart part) {
        ContentType type = ContentType.create(part.mediaType(), StandardCharsets.UTF_8);
        if (part.fileName() == null) {
            form.addTextBody(part.name(), part.text(), type);
        } else {
            form.addBinaryBody(part.name(), part.text().getBytes(StandardCharsets.UTF_8), type, part.fileName());
        }
    }
}
