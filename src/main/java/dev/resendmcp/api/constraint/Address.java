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

/** A plain mail address, without a name in front. As loose as {@link Mailbox}. */
@Documented
@Pattern(regexp = Address.PLAIN)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface Address {
    /** The pattern, without a name in front. */
    String PLAIN = "[^\\s<>@\\p{Cc}\\p{Zl}\\p{Zp}]+@[^\\s<>@\\p{Cc}\\p{Zl}\\p{Zp}]+";

    /** The sentence for a caller who gave a bad value. */
    String message() default "must be an address such as ann@example.org";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
