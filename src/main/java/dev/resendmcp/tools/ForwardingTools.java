package dev.resendmcp.tools;

import java.util.List;
import java.util.Optional;

/** Wraps tools: lists and checks are theirs, unless a subclass changes them. */
public abstract class ForwardingTools implements Tools {
    /** The wrapped tools. */
    protected final Tools inner;

    /** @param inner gets the calls that are let through */
    protected ForwardingTools(Tools inner) {
        this.inner = inner;
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list();
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return inner.check(call);
    }
}
