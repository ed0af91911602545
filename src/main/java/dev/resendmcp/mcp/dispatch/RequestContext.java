package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ModernRequestValidator;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tools.Confirmation.Page;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.tracing.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One request while it is answered: who calls, what the client can be asked for, and how the request ended. */
public final class RequestContext {
    /** Capability of clients that show forms to their users. */
    static final String ELICITATION = "elicitation";
    /** Capability of clients that open pages for their users. */
    static final String ELICITATION_BY_URL = "elicitation/url";

    private final ClientIdentity client;
    private final CallContext call;
    private ToolError error;
    private ClientInput input = ClientInput.NONE;
    private ObjectNode question;
    private boolean awaitsUser;
    private ToolResult result;
    private boolean unlogged;
    private Tracing.Received received = Tracing.Received.NOTHING;

    /** A request that is answered at once, outside of any queue. */
    public RequestContext(ClientIdentity client) {
        this(client, new CallContext(client.payer()));
    }

    /** @param call the context that the request is answered in */
    public RequestContext(ClientIdentity client, CallContext call) {
        this.client = client;
        this.call = call;
    }

    /**
     * Something that a client is to find out: from its user, its model or its settings.
     *
     * @param method what the client does
     * @param params of that method
     */
    public record InputRequest(String method, ObjectNode params) {
        /** A form for the user. Never asks for secrets. */
        public static InputRequest form(String message, JsonNode schema) {
            ObjectNode params =
                    JsonNodeFactory.instance.objectNode().put("mode", "form").put("message", message);
            params.set("requestedSchema", schema);
            return new InputRequest("elicitation/create", params);
        }

        /** A page for the user. */
        public static InputRequest page(Page page) {
            return new InputRequest(
                    "elicitation/create",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("mode", "url")
                            .put("message", page.message())
                            .put("url", page.link().toString())
                            .put("elicitationId", page.id()));
        }

        /** The capability that a client must have declared. */
        String capability() {
            return params.path("mode").asText().equals("url")
                    ? ELICITATION_BY_URL
                    : method.substring(0, method.indexOf('/'));
        }
    }

    /** Sets the trace context that the request arrived in. */
    public RequestContext receivedIn(Tracing.Received trace) {
        received = trace;
        return this;
    }

    Tracing.Received received() {
        return received;
    }

    /** The caller. */
    public Caller caller() {
        return client.caller();
    }

    /**
     * Where the request came from, and what the client calls itself: in this request where the revision has that, else before.
     *
     * @param params of the request
     */
    public CallOrigin origin(JsonNode params) {
        String named = ClientIdentity.nameAndVersion(params.path("_meta").path(ModernRequestValidator.CLIENT_KEY));
        return new CallOrigin(client.address(), ClientIdentity.shortened(named.isEmpty() ? client.program() : named));
    }

    /** The tools that the request may see and call; prompts, resources and completions that need others do not exist for it. */
    public ToolView view() {
        return client.view();
    }

    /** Where the request came from. */
    public ClientIdentity client() {
        return client;
    }

    /** What the client can be asked for; until this is called, nothing. */
    void input(ClientInput given) {
        input = given;
    }

    /**
     * Whether the client can be asked for this now.
     *
     * @param capability as clients declare it: {@code elicitation} (by form), {@code elicitation/url}, {@code sampling} or {@code roots}
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
     * @throws RpcException when the client cannot be asked; the request then ends with this error
     */
    public void requireInput(Map<String, InputRequest> requests, String state) {
        if (!input.possible()) {
            throw new RpcException(new RpcError(
                    200,
                    RpcError.INVALID_REQUEST,
                    "This needs input of the client, for which there is a way only in " + ProtocolVersions.MODERN));
        }
        ObjectNode undeclared = input.undeclared(requests);
        if (!undeclared.isEmpty()) {
            throw new RpcException(new RpcError(
                    400,
                    RpcError.MISSING_CAPABILITY,
                    "This needs client capabilities that the request does not declare",
                    JsonNodeFactory.instance.objectNode().set("requiredCapabilities", undeclared)));
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

    /**
     * Notes what a tool gave, and makes the result of {@code tools/call} from it: Resend's whole answer, or the error, as structured
     * content and as the same JSON in text.
     */
    public ObjectNode reply(ToolResult given, ObjectMapper mapper) {
        result = given;
        given.error().ifPresent(this::failed);
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        String content = text(given.content(), mapper);
        reply.putArray("content").addObject().put("type", "text").put("text", content);
        reply.put("isError", given.error().isPresent());
        // Written as it stands, so that a large answer is serialized once.
        reply.set("structuredContent", new POJONode(new RawValue(content)));
        return reply;
    }

    private static String text(ObjectNode content, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the tool gave, if one was called. */
    Optional<ToolResult> result() {
        return Optional.ofNullable(result);
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

    private void failed(ToolError failure) {
        error = failure;
    }

    Optional<ToolError> error() {
        return Optional.ofNullable(error);
    }
}
