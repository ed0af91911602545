package dev.resendmcp.api.constraint;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text that ends up in a mail header or a request header: no line breaks, no control characters. */
@Documented
@Pattern(regexp = "[^\\p{Cc}\\p{Zl}\\p{Zp}]*+")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface SingleLine {
    /** The sentence for a caller who gave a bad value. */
    String message() default "must be one line without control characters";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
