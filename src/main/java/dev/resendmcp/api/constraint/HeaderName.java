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

/** Name of a mail header: the characters that RFC 9110 and RFC 5322 both allow. */
@Documented
@Pattern(regexp = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface HeaderName {
    /** The sentence for a caller who gave a bad value. */
    String message() default "must be a mail header name such as X-Entity-Ref-ID";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
