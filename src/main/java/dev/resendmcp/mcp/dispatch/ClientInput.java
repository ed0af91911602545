package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.dispatch.RequestContext.InputRequest;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.state.seal.SealedState.Binding;
import java.util.Map;
import java.util.Optional;

/**
 * What a client declared that it can be asked for, and what it answered to earlier questions about the same call. Only the
 * revision without a handshake has such questions (multi round-trip requests), and only for three methods.
 */
final class ClientInput {
    /** For requests during which the client cannot be asked for anything. */
    static final ClientInput NONE =
            new ClientInput(MissingNode.getInstance(), MissingNode.getInstance(), "", null, null);

    private final JsonNode capabilities;
    private final JsonNode responses;
    private final String state;
    private final SealedState seal;
    private final Binding binding;

    private ClientInput(JsonNode capabilities, JsonNode responses, String state, SealedState seal, Binding binding) {
        this.capabilities = capabilities;
        this.responses = responses;
        this.state = state;
        this.seal = seal;
        this.binding = binding;
    }

    /** Reads a request; empty when it carries a {@code requestState} that is not valid for it. */
    static Optional<ClientInput> of(McpRequest request, McpMethod method, Caller caller, SealedState seal) {
        if (!request.modern() || method.subject().isEmpty()) {
            return Optional.of(NONE);
        }
        JsonNode params = request.params();
        JsonNode arguments = params.path("arguments");
        Binding binding = new Binding(
                "requestState",
                caller.id(),
                request.method() + " " + params.path(method.subject()).asText(),
                arguments.isObject() ? arguments : JsonNodeFactory.instance.objectNode());
        JsonNode given = params.path("requestState");
        Optional<String> state = given.isMissingNode() ? Optional.of("") : seal.open(given.asText(), binding);
        return state.map(content -> new ClientInput(
                params.path("_meta").path(ModernRequestValidator.CAPABILITIES_KEY),
                params.path("inputResponses"),
                content,
                seal,
                binding));
    }

    /** Whether the client can be asked at all. */
    boolean possible() {
        return seal != null;
    }

    /** Whether the client declared a capability. Elicitation counts if it is by form, as it is when nothing is said. */
    boolean declared(String capability) {
        if (capability.equals(RequestContext.ELICITATION_BY_URL)) {
            return capabilities.path(RequestContext.ELICITATION).path("url").isObject();
        }
        JsonNode declared = capabilities.path(capability);
        boolean otherModesOnly =
                capability.equals(RequestContext.ELICITATION) && !declared.isEmpty() && !declared.has("form");
        return declared.isObject() && !otherModesOnly;
    }

    /** The client's answer to a question, if it is there and an object. */
    Optional<JsonNode> response(String key) {
        return Optional.of(responses.path(key)).filter(JsonNode::isObject);
    }

    /** What the handler left with its last question; empty text when there was none. */
    String state() {
        return state;
    }

    /** The capabilities that questions need and the client did not declare, in the form of declared ones. */
    ObjectNode undeclared(Map<String, InputRequest> requests) {
        ObjectNode missing = JsonNodeFactory.instance.objectNode();
        requests.values().stream()
                .map(InputRequest::capability)
                .filter(capability -> !declared(capability))
                .forEach(missing::putObject);
        return missing;
    }

    /** The result that asks. */
    ObjectNode ask(Map<String, InputRequest> requests, String content) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
        ObjectNode questions = result.putObject("inputRequests");
        requests.forEach((key, request) ->
                questions.putObject(key).put("method", request.method()).set("params", request.params()));
        return result.put("requestState", seal.seal(binding, content).text());
    }
}
