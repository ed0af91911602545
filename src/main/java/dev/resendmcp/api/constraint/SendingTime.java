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

/** When to send: an ISO 8601 time or words, which only Resend understands. Empty would mean nothing, or at once. */
@Documented
@Pattern(regexp = "(?!\\s*+$)[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,200}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface SendingTime {
    /** The sentence for a caller who gave a bad value. */
    String message() default "must be an ISO 8601 time such as 2030-01-31T09:00:00Z, or words such as \"in 2 hours\"";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
