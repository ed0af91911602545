package dev.resendmcp.api.wire;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;

/** The path template of a JAX-RS method, with the path of its interface in front. */
public final class RouteTemplate {
    private RouteTemplate() {}

    /** Such as {@code emails/{email_id}}: no values and no slash in front. An interface may have the empty path. */
    public static String of(Method method) {
        String base = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        if (own == null) {
            return base;
        }
        return base.isEmpty() ? own.value() : base + "/" + own.value();
    }
}
