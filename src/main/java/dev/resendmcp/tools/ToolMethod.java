package dev.resendmcp.tools;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Effect;
import dev.resendmcp.api.PartOf;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.WireFormat;
import dev.resendmcp.tools.ToolDefinition.Hints;
import dev.resendmcp.tools.ToolParameter.Place;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** A method of the catalogue as a tool: its definition, the binding of arguments, and the call. */
final class ToolMethod {
    private final Object implementation;
    private final Method method;
    private final List<ToolParameter> parameters;
    private final ToolDefinition definition;
    private final ArgumentCheck check;
    private final ObjectMapper mapper;

    ToolMethod(Object implementation, Method method, InputSchemas schemas, ArgumentCheck.Factory checks) {
        this.implementation = implementation;
        this.method = method;
        this.mapper = WireFormat.mapper();
        this.parameters = ToolParameter.of(method);
        InterfaceRules.check(method, parameters);
        ObjectNode schema = schemas.of(parameters);
        this.definition = define(method, schema);
        this.check = checks.create(schema, parameters);
    }

    private ToolDefinition define(Method method, ObjectNode schema) {
        Tool tool = method.getAnnotation(Tool.class);
        Effect effect = tool.effect();
        return new ToolDefinition(
                module(method.getDeclaringClass()),
                tool.name(),
                tool.title(),
                tool.description(),
                mapper.convertValue(schema, new TypeReference<Map<String, Object>>() {}),
                new Hints(effect.readOnly(), effect.destructive(), effect.idempotent(), true));
    }

    private static String module(Class<?> type) {
        PartOf part = type.getAnnotation(PartOf.class);
        return WireFormat.name((part == null ? type : part.value()).getSimpleName());
    }

    ToolDefinition definition() {
        return definition;
    }

    Method method() {
        return method;
    }

    /**
     * Checks the arguments and makes the call.
     *
     * @throws InvalidArgumentsException when they break a rule; nothing was sent then
     */
    JsonNode call(Map<String, Object> arguments) {
        ObjectNode given = mapper.valueToTree(arguments);
        check.schema(given);
        Object[] values = bind(given);
        check.constraints(implementation, method, values);
        try {
            return (JsonNode) method.invoke(implementation, values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Named parameters take their own argument; the body or bean takes all that is left. */
    private Object[] bind(ObjectNode given) {
        Object[] values = new Object[parameters.size()];
        for (ToolParameter parameter : parameters) {
            if (!parameter.isSpread()) {
                values[parameter.index()] = convert(given.remove(parameter.name()), parameter);
            }
        }
        for (ToolParameter parameter : parameters) {
            if (parameter.isSpread()) {
                boolean omitted = given.isEmpty() && parameter.place() == Place.BODY && !parameter.has(NotNull.class);
                values[parameter.index()] = omitted ? null : convert(given, parameter);
            }
        }
        return values;
    }

    private Object convert(JsonNode value, ToolParameter parameter) {
        if (value == null) {
            return null;
        }
        try {
            return mapper.convertValue(value, mapper.constructType(parameter.type()));
        } catch (IllegalArgumentException e) {
            throw InvalidArgumentsException.unreadable(e, parameter);
        }
    }
}
