package dev.resendmcp.testing;

import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Tools whose answers a test makes up, and which remember who called what. */
public final class ScriptedTools implements Tools {
    private final List<ToolDefinition> definitions;
    private final Function<Call, ToolResult> script;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** @param script gives the answer to a call */
    public ScriptedTools(Function<Call, ToolResult> script) {
        this(List.of(), script);
    }

    /**
     * @param definitions what is listed
     * @param script gives the answer to a call
     */
    public ScriptedTools(List<ToolDefinition> definitions, Function<Call, ToolResult> script) {
        this.definitions = definitions;
        this.script = script;
    }

    /** A call that came. */
    public record Call(Caller caller, String tool, Map<String, Object> arguments) {}

    /** Calls so far. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public List<ToolDefinition> list(Caller caller) {
        return definitions;
    }

    @Override
    public ToolResult call(Caller caller, String name, Map<String, Object> arguments) {
        Call call = new Call(caller, name, arguments);
        calls.add(call);
        return script.apply(call);
    }
}
