package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.constraint.IdempotencyKey;
import dev.resendmcp.api.constraint.OptionalId;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.annotation.Annotation;

/** Schema keywords for constraints on method parameters; the schema library reads only those on fields. */
final class ParameterConstraints {
    private final Validator validator;

    ParameterConstraints(Validator validator) {
        this.validator = validator;
    }

    /**
     * Adds the keywords of a named parameter's constraints.
     *
     * @return whether the argument is required
     * @throws CatalogueException for a constraint without a keyword, which callers could not see
     */
    boolean describe(ToolParameter parameter, ObjectNode property) {
        MethodDescriptor method = validator
                .getConstraintsForClass(parameter.method().getDeclaringClass())
                .getConstraintsForMethod(
                        parameter.method().getName(), parameter.method().getParameterTypes());
        boolean required = false;
        if (method != null) {
            for (ConstraintDescriptor<?> constraint :
                    method.getParameterDescriptors().get(parameter.index()).getConstraintDescriptors()) {
                required |= describe(parameter, constraint.getAnnotation(), property);
            }
        }
        return required;
    }

    private static boolean describe(ToolParameter parameter, Annotation constraint, ObjectNode property) {
        if (constraint instanceof Id || constraint instanceof NotNull) {
            // No minLength: a hundred schemas would repeat the obvious.
            return true;
        } else if (constraint instanceof NotBlank) {
            property.put("minLength", 1);
            return true;
        } else if (constraint instanceof OptionalId) {
            return false;
        } else if (constraint instanceof IdempotencyKey) {
            property.put("minLength", 1).put("maxLength", 256);
        } else if (constraint instanceof Size size) {
            property.put("minLength", size.min()).put("maxLength", size.max());
        } else if (constraint instanceof Min min) {
            property.put("minimum", min.value());
        } else if (constraint instanceof Max max) {
            property.put("maximum", max.value());
        } else {
            throw new CatalogueException(
                    parameter, "@" + constraint.annotationType().getSimpleName() + " has no schema keyword here");
        }
        return false;
    }
}
