package dev.resendmcp.testing;

import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Tools whose answers a test makes up, and which remember who called what. */
public final class ScriptedTools implements Tools {
    private final List<ToolDefinition> definitions;
    private final Function<ToolCall, ToolResult> script;
    private final List<ToolCall> calls = new CopyOnWriteArrayList<>();

    /** @param script gives the answer to a call */
    public ScriptedTools(Function<ToolCall, ToolResult> script) {
        this(List.of(), script);
    }

    /**
     * @param definitions what is listed
     * @param script gives the answer to a call
     */
    public ScriptedTools(List<ToolDefinition> definitions, Function<ToolCall, ToolResult> script) {
        this.definitions = definitions;
        this.script = script;
    }

    /** Calls so far. */
    public List<ToolCall> calls() {
        return calls;
    }

    @Override
    public List<ToolDefinition> list() {
        return definitions;
    }

    @Override
    public ToolResult call(ToolCall call) {
        calls.add(call);
        return script.apply(call);
    }
}
