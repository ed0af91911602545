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

/** The value of the header {@code Idempotency-Key}: 1 to 256 characters. Resend keeps a key for 24 hours. */
@Documented
@Pattern(regexp = "(?! )[ -~]{1,256}(?<! )")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface IdempotencyKey {
    /** What the argument is for, in a tool's schema. */
    String PURPOSE = "A repeat with the same key and content within 24 hours does nothing more.";

    /** The sentence for a caller who gave a bad value. */
    String message() default "must be 1 to 256 visible ASCII characters, without spaces around them";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
