package dev.resendmcp.tools;

import com.google.common.base.CharMatcher;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.constraint.OptionalId;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Recognizes calls that need no Bean Validation, which takes longer than all other checks of most reads: all that is constrained
 * are ids, and these have only letters, digits, hyphens and underscores.
 */
final class PlainIds {
    private static final int LONGEST = 512;
    private static final CharMatcher PLAIN = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("-_"))
            .precomputed();

    private final List<ParameterDescriptor> parameters;
    private final boolean idsOnly;

    private PlainIds(List<ParameterDescriptor> parameters) {
        this.parameters = parameters;
        this.idsOnly = parameters.stream().allMatch(PlainIds::isUnconstrainedOrId);
    }

    static PlainIds of(Method method, Validator validator) {
        MethodDescriptor constrained = validator
                .getConstraintsForClass(method.getDeclaringClass())
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        return new PlainIds(constrained == null ? List.of() : constrained.getParameterDescriptors());
    }

    private static boolean isUnconstrainedOrId(ParameterDescriptor parameter) {
        return !parameter.isCascaded()
                && parameter.getConstrainedContainerElementTypes().isEmpty()
                && parameter.getConstraintDescriptors().stream()
                        .allMatch(constraint -> constraint.getAnnotation() instanceof Id
                                || constraint.getAnnotation() instanceof OptionalId);
    }

    /** Whether these values of the method's parameters break no constraint for certain. */
    boolean include(Object... values) {
        return idsOnly && parameters.stream().allMatch(parameter -> isPlain(parameter, values[parameter.getIndex()]));
    }

    private static boolean isPlain(ParameterDescriptor parameter, Object value) {
        return !parameter.hasConstraints()
                || (value instanceof String id && !id.isEmpty() && id.length() <= LONGEST && PLAIN.matchesAllOf(id));
    }
}
