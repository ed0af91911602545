package dev.resendmcp.mcp;

import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolError;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import java.util.Optional;

/** What belongs to one request on its way through the engine: who calls, and how the call ended. */
public final class McpExchange {
    private static final String KEY = McpExchange.class.getName();

    private final Caller caller;
    private ToolError error;

    McpExchange(Caller caller) {
        this.caller = caller;
    }

    /** The exchange that an SDK handler runs in. */
    public static McpExchange of(McpTransportContext context) {
        return (McpExchange) context.get(KEY);
    }

    McpTransportContext context() {
        return McpTransportContext.create(Map.of(KEY, this));
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    void failed(ToolError failure) {
        error = failure;
    }

    Optional<ToolError> error() {
        return Optional.ofNullable(error);
    }
}
