package dev.resendmcp.tools;

import java.lang.reflect.Method;

/** An interface of the catalogue breaks a rule. Thrown at start only; the message names the interface, method and parameter. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueException(Class<?> type, String rule) {
        super(type.getSimpleName() + ": " + rule);
    }

    CatalogueException(Method method, String rule) {
        super(method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + rule);
    }

    CatalogueException(ToolParameter parameter, String rule) {
        super(parameter.method().getDeclaringClass().getSimpleName() + "."
                + parameter.method().getName() + ", parameter "
                + parameter.method().getParameters()[parameter.index()].getName() + ": " + rule);
    }
}
