package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.error.ResendException;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of all modules, built from their interfaces. Modules come in the given order, their tools by name.
 *
 * <p>A tool is built when its schema is read or when it is called, because building all of them takes longer than the rest of the
 * start. Reading every schema reports every {@link CatalogueException}.
 */
public final class ToolRegistry implements Tools {
    private static final Logger log = LoggerFactory.getLogger(ToolRegistry.class);

    private final Map<String, Supplier<ToolMethod>> tools = new LinkedHashMap<>();
    private final List<ToolDefinition> definitions = new ArrayList<>();
    private final VerificationHints hints;

    /**
     * @param modules interfaces whose methods carry {@link Tool}
     * @param implementations returns the implementation of an interface
     * @param validator checks bound arguments
     * @throws CatalogueException if an interface breaks a rule
     */
    public ToolRegistry(List<Class<?>> modules, Function<Class<?>, ?> implementations, Validator validator) {
        ObjectMapper mapper = WireFormat.mapper();
        InputSchemas schemas = new InputSchemas(new ParameterConstraints(validator), mapper);
        ArgumentCheck.Factory checks = new ArgumentCheck.Factory(validator);
        List<Method> methods = new ArrayList<>();
        for (Class<?> module : modules) {
            InterfaceRules.check(module);
            Supplier<Object> implementation = Suppliers.memoize(() -> implementations.apply(module));
            Arrays.stream(module.getMethods())
                    .filter(method -> method.isAnnotationPresent(Tool.class))
                    .sorted(Comparator.comparing(
                            method -> method.getAnnotation(Tool.class).name()))
                    .forEach(method -> {
                        methods.add(method);
                        add(method, () -> new ToolMethod(implementation.get(), method, schemas, checks, mapper));
                    });
        }
        hints = new VerificationHints(methods);
    }

    private void add(Method method, Supplier<ToolMethod> build) {
        Supplier<ToolMethod> tool = Suppliers.memoize(build::get);
        ToolDefinition definition = ToolMethod.define(
                method, new ToolDefinition.LazyMap(() -> tool.get().inputSchema()));
        if (tools.putIfAbsent(definition.name(), tool) != null) {
            throw new CatalogueException(method, "another tool is called " + definition.name());
        }
        definitions.add(definition);
    }

    @Override
    public List<ToolDefinition> list() {
        return Collections.unmodifiableList(definitions);
    }

    @Override
    public ToolResult call(ToolCall call) {
        Supplier<ToolMethod> tool = tools.get(call.name());
        if (tool == null) {
            return ToolResult.failed(unknown());
        }
        try {
            return ToolResult.of(tool.get().call(call.arguments()));
        } catch (InvalidArgumentsException e) {
            return ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        } catch (ResendException e) {
            return ToolResult.failed(describe(e, tool.get()));
        } catch (RuntimeException e) {
            log.atError().addKeyValue("tool", call.name()).setCause(e).log("Tool call failed inside the service");
            return ToolResult.failed(ToolError.internal());
        }
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        Supplier<ToolMethod> tool = tools.get(call.name());
        if (tool == null) {
            return Optional.of(unknown());
        }
        try {
            tool.get().check(call.arguments());
            return Optional.empty();
        } catch (InvalidArgumentsException e) {
            return Optional.of(ToolError.invalidArguments(e.getMessage()));
        }
    }

    private static ToolError unknown() {
        return ToolError.invalidArguments("there is no tool of this name; see tools/list");
    }

    private ToolError describe(ResendException e, ToolMethod tool) {
        // Rounded up: a caller who retries too early is refused again.
        Long wait = e.retryAfter()
                .map(time -> Math.max(1, time.plusMillis(999).toSeconds()))
                .orElse(null);
        String message = e.outcomeUnknown() && !e.retryable() ? e.getMessage() + check(tool) : e.getMessage();
        return new ToolError(e.name(), message, e.statusCode(), e.retryable(), wait, e.outcomeUnknown());
    }

    private String check(ToolMethod tool) {
        return hints.of(tool.method())
                .map(hint -> " Check with " + hint + " before you repeat it.")
                .orElse(" Check before you repeat it.");
    }
}
