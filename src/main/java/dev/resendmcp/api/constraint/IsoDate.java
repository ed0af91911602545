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

/** An ISO 8601 date, or a date with a time; the zone may be left out. */
@Documented
@Pattern(regexp = "\\d{4}-\\d{2}-\\d{2}(?:[Tt ]\\d{2}[\\d:.,]{0,20}(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface IsoDate {
    /** The sentence for a caller who gave a bad value. */
    String message() default "must be an ISO 8601 date or date-time such as 2030-01-31 or 2030-01-31T09:00:00Z";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
