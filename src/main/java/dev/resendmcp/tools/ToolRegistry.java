package dev.resendmcp.tools;

import dev.resendmcp.api.ResendException;
import dev.resendmcp.api.Tool;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Witnesses witnesses;

    /**
     * @param modules interfaces whose methods carry {@link Tool}
     * @param implementations gives the implementation of an interface
     * @param validator checks bound arguments
     * @throws CatalogueException when an interface breaks a rule, naming interface, method and parameter
     */
    public ToolRegistry(List<Class<?>> modules, Function<Class<?>, ?> implementations, Validator validator) {
        InputSchemas schemas = new InputSchemas(new ParameterConstraints(validator));
        ArgumentCheck.Factory checks = new ArgumentCheck.Factory(validator);
        for (Class<?> module : modules) {
            InterfaceRules.check(module);
            Object implementation = implementations.apply(module);
            Arrays.stream(module.getMethods())
                    .filter(method -> method.isAnnotationPresent(Tool.class))
                    .sorted(Comparator.comparing(
                            method -> method.getAnnotation(Tool.class).name()))
                    .forEach(method -> add(new ToolMethod(implementation, method, schemas, checks)));
        }
        definitions = tools.values().stream().map(ToolMethod::definition).toList();
        witnesses =
                new Witnesses(tools.values().stream().map(ToolMethod::method).toList());
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
    public ToolResult call(ToolCall call) {
        ToolMethod tool = tools.get(call.name());
        if (tool == null) {
            return ToolResult.failed(unknown());
        }
        try {
            return ToolResult.of(tool.call(call.arguments()));
        } catch (InvalidArgumentsException e) {
            return ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        } catch (ResendException e) {
            return ToolResult.failed(describe(e, tool));
        } catch (RuntimeException e) {
            log.atError().addKeyValue("tool", call.name()).setCause(e).log("Tool call failed inside the service");
            return ToolResult.failed(ToolError.internal());
        }
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        ToolMethod tool = tools.get(call.name());
        if (tool == null) {
            return Optional.of(unknown());
        }
        try {
            tool.check(call.arguments());
            return Optional.empty();
        } catch (InvalidArgumentsException e) {
            return Optional.of(ToolError.invalidArguments(e.getMessage()));
        }
    }

    private static ToolError unknown() {
        return ToolError.invalidArguments("there is no tool of this name; see tools/list");
    }

    private ToolError describe(ResendException e, ToolMethod tool) {
        // Up to the next second: whoever comes too early is sent away again.
        Long wait = e.retryAfter()
                .map(time -> Math.max(1, time.plusMillis(999).toSeconds()))
                .orElse(null);
        String message = e.outcomeUnknown() && !e.retryable() ? e.getMessage() + look(tool) : e.getMessage();
        return new ToolError(e.name(), message, e.statusCode(), e.retryable(), wait, e.outcomeUnknown());
    }

    private String look(ToolMethod tool) {
        return witnesses
                .of(tool.method())
                .map(witness -> " Before you repeat it, look with " + witness + " whether it was.")
                .orElse(" Before you repeat it, look whether it was.");
    }
}
