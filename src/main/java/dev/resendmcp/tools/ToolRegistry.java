package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.ResendException;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.WireFormat;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of all modules: built once from their interfaces, called through whatever implements them. Interfaces come in
 * the given order, tools of each by name.
 */
public final class ToolRegistry implements Tools {
    private static final Logger log = LoggerFactory.getLogger(ToolRegistry.class);

    private final Map<String, ToolMethod> tools = new LinkedHashMap<>();
    private final List<ToolDefinition> definitions;

    /**
     * @param modules interfaces whose methods carry {@link Tool}
     * @param implementations gives the implementation of an interface
     * @param validator checks bound arguments
     * @throws CatalogueException when an interface breaks a rule, naming interface, method and parameter
     */
    public ToolRegistry(List<Class<?>> modules, Function<Class<?>, ?> implementations, Validator validator) {
        ObjectMapper mapper = WireFormat.mapper();
        InputSchemas schemas = new InputSchemas(new ParameterConstraints(validator), mapper);
        ArgumentCheck.Factory checks = new ArgumentCheck.Factory(validator);
        for (Class<?> module : modules) {
            InterfaceRules.check(module);
            Object implementation = implementations.apply(module);
            Arrays.stream(module.getMethods())
                    .filter(method -> method.isAnnotationPresent(Tool.class))
                    .sorted(Comparator.comparing(
                            method -> method.getAnnotation(Tool.class).name()))
                    .forEach(method -> add(new ToolMethod(implementation, method, schemas, checks, mapper)));
        }
        definitions = tools.values().stream().map(ToolMethod::definition).toList();
    }

    private void add(ToolMethod tool) {
        if (tools.putIfAbsent(tool.definition().name(), tool) != null) {
            throw new CatalogueException(
                    tool.method(), "another tool is called " + tool.definition().name());
        }
    }

    @Override
    public List<ToolDefinition> list(Caller caller) {
        return definitions;
    }

    @Override
    public ToolResult call(Caller caller, String name, Map<String, Object> arguments) {
        ToolMethod tool = tools.get(name);
        if (tool == null) {
            return ToolResult.failed(ToolError.invalidArguments("there is no tool of this name; see tools/list"));
        }
        try {
            return ToolResult.of(tool.call(arguments));
        } catch (InvalidArgumentsException e) {
            return ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        } catch (ResendException e) {
            return ToolResult.failed(describe(e));
        } catch (RuntimeException e) {
            log.atError().addKeyValue("tool", name).setCause(e).log("Tool call failed inside the service");
            return ToolResult.failed(ToolError.internal());
        }
    }

    private static ToolError describe(ResendException e) {
        Long wait =
                e.retryAfter().map(Duration::toSeconds).map(s -> Math.max(1, s)).orElse(null);
        return new ToolError(e.name(), e.getMessage(), e.statusCode(), e.retryable(), wait);
    }
}
