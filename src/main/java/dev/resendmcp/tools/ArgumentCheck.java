package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.resendmcp.api.wire.WireFormat;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks arguments against the published schema (types, names, bounds) and, once bound to Java, against the rules that a schema
 * cannot express. Messages name the argument and the rule, never the value.
 */
final class ArgumentCheck {
    private static final int MOST_SENTENCES = 10;
    private static final int LONGEST_SENTENCE = 300;

    private final ObjectNode document;
    private final Schema schema;
    private final List<ToolParameter> parameters;
    private final Method method;
    private final Validator validator;
    private final PlainIds plainIds;

    private ArgumentCheck(
            ObjectNode document, Schema schema, Method method, List<ToolParameter> parameters, Validator validator) {
        this.document = document;
        this.schema = schema;
        this.parameters = parameters;
        this.method = method;
        this.validator = validator;
        this.plainIds = PlainIds.of(method, validator);
    }

    /** Creates checks that share one schema registry, which never fetches anything. */
    static final class Factory {
        private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        private final Validator validator;

        Factory(Validator validator) {
            this.validator = validator;
        }

        ArgumentCheck create(ObjectNode schema, Method method, List<ToolParameter> parameters) {
            return new ArgumentCheck(schema, registry.getSchema(schema), method, parameters, validator);
        }
    }

    /** What the schema finds wrong with the arguments. */
    SchemaFaults schema(ObjectNode given) {
        return new SchemaFaults(document, schema.validate(given));
    }

    /** Sentences about the constraints that bound values break. */
    List<String> constraints(Object implementation, Object[] values) {
        if (plainIds.include(values)) {
            return List.of();
        }
        Set<ConstraintViolation<Object>> violations =
                validator.forExecutables().validateParameters(implementation, method, values);
        return violations.stream().map(this::sentence).toList();
    }

    /** Throws {@link InvalidArgumentsException} if there are any sentences. */
    static void refuse(Collection<String> sentences) {
        List<String> all =
                sentences.stream().map(ArgumentCheck::cap).distinct().sorted().toList();
        if (!all.isEmpty()) {
            String rest = all.size() > MOST_SENTENCES ? "; and " + (all.size() - MOST_SENTENCES) + " more" : "";
            throw new InvalidArgumentsException(
                    all.stream().limit(MOST_SENTENCES).collect(Collectors.joining("; ")) + rest);
        }
    }

    private String sentence(ConstraintViolation<?> violation) {
        // A rule over several fields names them in its message; its path ends with the name of a Java method.
        boolean manyFields = violation.getConstraintDescriptor().getAnnotation() instanceof AssertTrue;
        StringBuilder where = new StringBuilder();
        for (Iterator<Path.Node> nodes = violation.getPropertyPath().iterator(); nodes.hasNext(); ) {
            Path.Node node = nodes.next();
            append(where, node, !manyFields || nodes.hasNext());
        }
        return (where.isEmpty() ? "" : where + ": ") + violation.getMessage();
    }

    private void append(StringBuilder where, Path.Node node, boolean withName) {
        if (node.getKind() == ElementKind.METHOD) {
            return;
        }
        if (node.getKind() == ElementKind.PARAMETER) {
            ToolParameter parameter =
                    parameters.get(node.as(Path.ParameterNode.class).getParameterIndex());
            where.append(parameter.isSpread() ? "" : parameter.name());
            return;
        }
        if (node.getIndex() != null) {
            where.append('[').append(node.getIndex()).append(']');
        } else if (node.getKey() != null) {
            where.append('[').append(node.getKey()).append(']');
        }
        if (withName && node.getKind() == ElementKind.PROPERTY) {
            where.append(where.isEmpty() ? "" : ".").append(WireFormat.name(node.getName()));
        }
    }

    private static String cap(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE) + "…";
    }
}
