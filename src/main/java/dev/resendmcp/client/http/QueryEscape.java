package dev.resendmcp.client.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Makes query text safe for JAX-RS clients, which take {@code %41} in a query value for an already escaped {@code A}.
 */
public final class QueryEscape {
    private QueryEscape() {}

    /** Escapes the query values among the arguments; a bean's fields in place, so once per call only. */
    public static void apply(Method method, Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (method.getParameters()[i].isAnnotationPresent(QueryParam.class)) {
                arguments[i] = escape(arguments[i]);
            } else if (method.getParameters()[i].isAnnotationPresent(BeanParam.class) && arguments[i] != null) {
                escapeFields(arguments[i]);
            }
        }
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
