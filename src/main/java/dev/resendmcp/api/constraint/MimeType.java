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

/** Type of a file, such as {@code text/csv; charset=utf-8}. It ends up in a mail header. */
@Documented
@Pattern(
        regexp =
                "[^\\s/;,\\p{Cc}\\p{Zl}\\p{Zp}]{1,127}/[^\\s/;,\\p{Cc}\\p{Zl}\\p{Zp}]{1,127}(?:[ ]*;[^\\p{Cc}\\p{Zl}\\p{Zp}]*)?")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface MimeType {
    /** The sentence for a caller who gave a bad value. */
    String message() default "must be a MIME type such as application/pdf";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
