package dev.resendmcp.mcp;

import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolError;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Map;
import java.util.Optional;

/** What belongs to one request on its way through the engine: who calls, and how the call ended. */
public final class McpExchange {
    private static final String KEY = McpExchange.class.getName();

    private final Sender sender;
    private ToolError error;
    private JSONRPCError refusal;

    McpExchange(Sender sender) {
        this.sender = sender;
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
        return sender.caller();
    }

    /** Where the request came from. */
    Sender sender() {
        return sender;
    }

    /** An error to throw whose words are for the client; it reads only neutral words of any other. */
    public McpError refuse(int code, String sentence, Object data) {
        refusal = new JSONRPCError(code, sentence, data);
        return new McpError(refusal);
    }

    /** The error that was made for the client, if the request ends with one. */
    Optional<JSONRPCError> refusal() {
        return Optional.ofNullable(refusal);
    }

    void failed(ToolError failure) {
        error = failure;
    }

    Optional<ToolError> error() {
        return Optional.ofNullable(error);
    }
}
