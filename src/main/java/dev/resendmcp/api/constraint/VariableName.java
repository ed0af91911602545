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

/** Name of a template's variable. Resend gives the reserved ones a meaning of their own. */
@Documented
@Pattern(regexp = "(?!(?:FIRST_NAME|LAST_NAME|EMAIL|UNSUBSCRIBE_URL|contact|this)$)[A-Za-z0-9_]{1,50}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
public @interface VariableName {
    /** The sentence for a caller who gave a bad value. */
    String message() default
            "must be 1 to 50 letters, digits or underscores, and none of"
                    + " FIRST_NAME, LAST_NAME, EMAIL, UNSUBSCRIBE_URL, contact, this";

    /** Bean Validation groups; unused. */
    Class<?>[] groups() default {};

    /** Bean Validation payload; unused. */
    Class<? extends Payload>[] payload() default {};
}
