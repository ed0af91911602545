package dev.resendmcp.client.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes query text of one method safe for JAX-RS clients, which take {@code %41} in a query value for an already escaped
 * {@code A}.
 */
public final class QueryEscape {
    private final List<Integer> values = new ArrayList<>();
    private final List<Integer> beans = new ArrayList<>();

    /** Finds the query parameters of a method. */
    public QueryEscape(Method method) {
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isAnnotationPresent(QueryParam.class)) {
                values.add(i);
            } else if (parameters[i].isAnnotationPresent(BeanParam.class)) {
                beans.add(i);
            }
        }
    }

    /** Escapes the query values among the arguments; a bean's fields in place, so once per call only. */
    public void apply(Object[] arguments) {
        values.forEach(index -> arguments[index] = escape(arguments[index]));
        beans.stream()
                .map(index -> arguments[index])
                .filter(bean -> bean != null)
                .forEach(QueryEscape::escapeFields);
    }

    private static void escapeFields(Object bean) {
        try {
            for (Field field : bean.getClass().getFields()) {
                if (field.isAnnotationPresent(QueryParam.class)) {
                    field.set(bean, escape(field.get(bean)));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object escape(Object value) {
        return value instanceof String text ? text.replace("%", "%25") : value;
    }
}
