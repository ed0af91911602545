package dev.resendmcp.api.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The JSON types of a value type, as its schema states them. The type's constructor checks whatever a type name cannot
 * say; its {@link IllegalArgumentException} is shown to the caller.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WireTypes {
    /**
     * Names as JSON Schema has them, such as {@code string}; {@code null} where the absence of a value means something;
     * {@code array} for a list of objects.
     */
    String[] value();
}
