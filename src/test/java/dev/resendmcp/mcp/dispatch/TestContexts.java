package dev.resendmcp.mcp.dispatch;

import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.tools.Caller;
import io.modelcontextprotocol.common.McpTransportContext;

/** Contexts as the engine hands them to handlers. */
public final class TestContexts {
    private TestContexts() {}

    /** The context of a request of this caller. */
    public static McpTransportContext of(Caller caller) {
        return new McpExchange(new ClientIdentity(caller, "tcp", "", "")).context();
    }
}
