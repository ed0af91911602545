package dev.resendmcp.api.constraint;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An identifier of 1 to 512 characters that goes into the path when it is given; {@link Id} is one that must be given.
 *
 * <p>JAX-RS encodes {@code / ? # %} in a path value but lets {@code .}, {@code ..} and the empty string through, which
 * would turn "get one" into "list" or into another resource. Those, line breaks and control characters are refused, and so is
 * {@code ..} between slashes, encoded or not, because something on the way may decode a path once more and then follow it.
 */
@Documented
@Size(min = 1, max = 512)
@Pattern(
        regexp = "(?i)(?!(?:.*(?:[/\\\\]|%2f|%5c))?(?:\\.|%2e){1,2}(?:[/\\\\]|%2f|%5c|$))"
                + "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]*+")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface OptionalId {
    /** The sentence for a caller who gave a bad value. */
    String message() default
            "must be an id of 1 to 512 characters, without \".\" or \"..\" as a part of a path, without control characters";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
