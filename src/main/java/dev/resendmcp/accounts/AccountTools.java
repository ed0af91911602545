package dev.resendmcp.accounts;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Optional;

/** Keeps the account of a caller open during its calls. */
public final class AccountTools implements Tools {
    private final Tools inner;
    private final Accounts accounts;

    public AccountTools(Tools inner, Accounts accounts) {
        this.inner = inner;
        this.accounts = accounts;
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list();
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return inner.check(call);
    }

    @Override
    public ToolResult call(ToolCall call) {
        Optional<Accounts.Use> use = accounts.use(call.caller());
        if (use.isEmpty()) {
            return ToolResult.failed(
                    new ToolError(ErrorName.SERVER_BUSY, Accounts.notOpen().getMessage(), 1L, false));
        }
        try (Accounts.Use account = use.get()) {
            return bound(call);
        }
    }

    /** Operators read what a caller's call refers to; no call is bound to their threads. */
    private ToolResult bound(ToolCall call) {
        if (CallContext.current().isPresent()) {
            return inner.call(call);
        }
        try (CallContext own = new CallContext(call.caller()).bind()) {
            return inner.call(call);
        }
    }
}
