package dev.resendmcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.api.Effect;
import dev.resendmcp.api.Tool;
import dev.resendmcp.tools.ToolDefinition.Hints;
import dev.resendmcp.tools.ToolParameter.Place;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tool that calls a method of the catalogue: its definition, argument binding, and the call. */
final class ToolMethod {
    private final Object implementation;
    private final Method method;
    private final List<ToolParameter> parameters;
    private final Map<ToolParameter, Set<String>> fields;
    private final Map<String, Object> inputSchema;
    private final ArgumentCheck rules;
    private final List<ObjectReader> readers;

    ToolMethod(
            Object implementation,
            Method method,
            InputSchemas schemas,
            ArgumentCheck.Factory checks,
            ObjectMapper mapper) {
        this.implementation = implementation;
        this.method = method;
        this.parameters = ToolParameter.of(method);
        InterfaceRules.check(method, parameters);
        ObjectNode schema = schemas.of(parameters);
        this.fields = parameters.stream()
                .filter(ToolParameter::isSpread)
                .collect(Collectors.toMap(Function.identity(), schemas::fields));
        this.inputSchema = mapper.convertValue(schema, new TypeReference<Map<String, Object>>() {});
        this.rules = checks.create(StringLengths.complete(schema), method, parameters);
        this.readers = parameters.stream()
                .map(parameter -> mapper.readerFor(mapper.constructType(parameter.type())))
                .toList();
    }

    /** The published definition of a method. */
    static ToolDefinition define(Method method, Map<String, Object> inputSchema) {
        Tool tool = method.getAnnotation(Tool.class);
        Effect effect = tool.effect();
        return new ToolDefinition(
                Catalogue.moduleName(method.getDeclaringClass()),
                tool.name(),
                title(tool),
                tool.description(),
                inputSchema,
                new Hints(effect.readOnly(), effect.destructive(), effect.removes(), effect.idempotent(), true));
    }

    private static String title(Tool tool) {
        String words = tool.name().replace('_', ' ');
        return tool.title().isEmpty() ? Character.toUpperCase(words.charAt(0)) + words.substring(1) : tool.title();
    }

    Method method() {
        return method;
    }

    Map<String, Object> inputSchema() {
        return inputSchema;
    }

    /**
     * Checks the arguments and makes the call.
     *
     * @throws InvalidArgumentsException if they break a rule; nothing was sent
     */
    JsonNode call(ObjectNode arguments) {
        try {
            return (JsonNode) method.invoke(implementation, check(arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks the arguments.
     *
     * @return the values of the method's parameters
     * @throws InvalidArgumentsException if the arguments break a rule
     */
    Object[] check(ObjectNode arguments) {
        SchemaFaults faults = rules.schema(arguments);
        if (!faults.isEmpty()) {
            List<String> all = new ArrayList<>(faults.sentences());
            others(faults.without(arguments)).filter(faults::isOther).forEach(all::add);
            ArgumentCheck.refuse(all);
        }
        Object[] values = bind(arguments);
        ArgumentCheck.refuse(rules.constraints(implementation, values));
        return values;
    }

    /** What is wrong with arguments that fit the schema, so that a caller learns of all faults at once. */
    private Stream<String> others(ObjectNode arguments) {
        try {
            return rules.constraints(implementation, bind(arguments)).stream();
        } catch (InvalidArgumentsException e) {
            return Stream.of(e.getMessage());
        }
    }

    /** A named parameter takes the argument of its name, a spread parameter those of its fields. */
    private Object[] bind(ObjectNode given) {
        Object[] values = new Object[parameters.size()];
        for (ToolParameter parameter : parameters) {
            JsonNode value = parameter.isSpread() ? own(given, parameter) : given.get(parameter.name());
            values[parameter.index()] = convert(value, parameter);
        }
        return values;
    }

    /** The arguments of a spread parameter; null for an optional body without arguments. */
    private ObjectNode own(ObjectNode given, ToolParameter parameter) {
        ObjectNode own = ToolCall.copyOf(given).retain(fields.get(parameter));
        boolean omitted = own.isEmpty() && parameter.place() == Place.BODY && !parameter.has(NotNull.class);
        return omitted ? null : own;
    }

    private Object convert(JsonNode value, ToolParameter parameter) {
        if (value == null) {
            return null;
        }
        try {
            return readers.get(parameter.index()).readValue(value);
        } catch (JsonProcessingException e) {
            throw InvalidArgumentsException.unreadable(e, parameter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
