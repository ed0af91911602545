package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to one request on its way through the engine: who calls, what the client can be asked for, and how the call
 * ended.
 */
public final class McpExchange {
    private static final String KEY = McpExchange.class.getName();

    private final ClientIdentity sender;
    private ToolError error;
    private JSONRPCError refusal;
    private ClientInput input = ClientInput.NONE;
    private ObjectNode question;
    private boolean awaitsUser;
    private ToolResult result;
    private CallContext call;
    private boolean unlogged;

    public McpExchange(ClientIdentity sender) {
        this.sender = sender;
        this.call = new CallContext(sender.payer());
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
    ClientIdentity sender() {
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

    /** What the client can be asked for; until this is called, nothing. */
    void input(ClientInput given) {
        input = given;
    }

    /**
     * Whether the client can be asked for this now.
     *
     * @param capability as clients declare it: {@code elicitation} (by form), {@code sampling} or {@code roots}
     */
    public boolean canAsk(String capability) {
        return input.declared(capability);
    }

    /** The client's answer to a question of an earlier round, as the method of that question defines it. */
    public Optional<JsonNode> answer(String key) {
        return input.response(key);
    }

    /** What the handler left with its last question about this very call; empty text when it left nothing. */
    public String state() {
        return input.state();
    }

    /**
     * Ends the request with questions. The handler's own result is dropped; the client repeats the request with answers, and
     * the handler runs again. Nobody but the handler's next run learns or changes the state.
     *
     * @param requests questions by key; ask again what was answered badly
     * @param state what the next run shall find in {@link #state()}
     * @throws McpError when the client cannot be asked; the request then ends with this error
     */
    public void requireInput(Map<String, InputRequest> requests, String state) {
        if (!input.possible()) {
            throw refuse(
                    RpcError.INVALID_REQUEST,
                    "This needs input of the client, for which there is a way only in " + ProtocolVersions.MODERN,
                    null);
        }
        ObjectNode undeclared = input.undeclared(requests);
        if (!undeclared.isEmpty()) {
            throw refuse(
                    RpcError.MISSING_CAPABILITY,
                    "This needs client capabilities that the request does not declare",
                    JsonNodeFactory.instance.objectNode().set("requiredCapabilities", undeclared));
        }
        question = input.ask(requests, state);
        awaitsUser = true;
    }

    /** The result that asks, if the request ends with one. */
    Optional<ObjectNode> question() {
        return Optional.ofNullable(question);
    }

    /** Notes that nothing was done yet. */
    void awaitUser() {
        awaitsUser = true;
    }

    /** Whether the answer is a question or a preview, and nothing was done yet. */
    boolean awaitsUser() {
        return awaitsUser;
    }

    /** Notes what a tool gave. */
    void ended(ToolResult given) {
        result = given;
        given.error().ifPresent(this::failed);
    }

    /** What the tool gave, if one was called. */
    Optional<ToolResult> result() {
        return Optional.ofNullable(result);
    }

    /** The context that the request runs in; until this is called, one that never waits. */
    public void waitsIn(CallContext context) {
        call = context;
    }

    /** How long the request waited in queues. */
    public Duration waited() {
        return call.waited();
    }

    /** How many attempts were made for the request. */
    public int attempts() {
        return call.attempts();
    }

    /** Notes that the log has counted this request instead of writing a line. */
    void unlog() {
        unlogged = true;
    }

    /** Whether the log has counted this request instead of writing a line. */
    public boolean unlogged() {
        return unlogged;
    }

    void failed(ToolError failure) {
        error = failure;
    }

    Optional<ToolError> error() {
        return Optional.ofNullable(error);
    }
}
