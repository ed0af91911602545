package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.RpcError;
import java.util.Optional;

/** Checks parameters before the engine sees them: it answers wrong ones badly, and takes long over a very long URI. */
final class ParamsValidator {
    /** Ids have at most 512 characters, each of which may take up to twelve when it is percent-encoded. */
    private static final int LONGEST_URI = 8_192;

    private final McpEngine engine;

    /** @param engine knows what is offered */
    ParamsValidator(McpEngine engine) {
        this.engine = engine;
    }

    /** What is wrong with the parameters of a request, if anything is. */
    Optional<RpcError> wrong(String method, JsonNode params) {
        return switch (method) {
            case "tools/call" -> wrongCall(params);
            case "prompts/get" -> wrongPrompt(params);
            case "resources/read" -> wrongUri(params, "params.uri");
            case "completion/complete" -> wrongCompletion(params);
            case "initialize" -> wrongText(params, "protocolVersion");
            case "tools/list", "prompts/list", "resources/list", "resources/templates/list" -> wrongCursor(params);
            default -> wrongText(params, "cursor");
        };
    }

    private Optional<RpcError> wrongCall(JsonNode params) {
        if (!params.path("name").isTextual()) {
            return invalid("params.name must be the name of a tool");
        }
        if (!engine.knows(params.path("name").asText())) {
            return invalid("Unknown tool; tools/list has the names");
        }
        return wrongArguments(params);
    }

    private Optional<RpcError> wrongPrompt(JsonNode params) {
        if (!params.path("name").isTextual()) {
            return invalid("params.name must be the name of a prompt");
        }
        if (!engine.knowsPrompt(params.path("name").asText())) {
            return invalid("Unknown prompt; prompts/list has the names");
        }
        return wrongArguments(params);
    }

    private static Optional<RpcError> wrongArguments(JsonNode params) {
        JsonNode arguments = params.path("arguments");
        return arguments.isMissingNode() || arguments.isObject()
                ? Optional.empty()
                : invalid("params.arguments must be an object");
    }

    private Optional<RpcError> wrongCompletion(JsonNode params) {
        JsonNode argument = params.path("argument");
        String argumentName = argument.path("name").textValue();
        if (argumentName == null
                || argumentName.isBlank()
                || !argument.path("value").isTextual()) {
            return invalid("params.argument must have a name and a value, both text");
        }
        JsonNode reference = params.path("ref");
        JsonNode name = reference.path("name");
        if (!name.isMissingNode() && !name.isTextual()) {
            return invalid("params.ref.name must be text");
        }
        return switch (reference.path("type").asText()) {
            case "ref/prompt" ->
                engine.knowsPrompt(name.asText())
                        ? Optional.empty()
                        : invalid("params.ref.name is not the name of a prompt; prompts/list has the names");
            case "ref/resource" -> wrongUri(reference, "params.ref.uri");
            default -> invalid("params.ref.type must be ref/prompt or ref/resource");
        };
    }

    private static Optional<RpcError> wrongText(JsonNode params, String name) {
        JsonNode text = params.path(name);
        return text.isMissingNode() || text.isTextual()
                ? Optional.empty()
                : invalid("params." + name + " must be text");
    }

    /** These lists have one page, so nobody was given a cursor; an empty one is how some clients begin. */
    private static Optional<RpcError> wrongCursor(JsonNode params) {
        return params.path("cursor").asText().isEmpty()
                ? wrongText(params, "cursor")
                : invalid("params.cursor is not one that this list gave; leave it out");
    }

    private static Optional<RpcError> wrongUri(JsonNode holder, String name) {
        JsonNode uri = holder.path("uri");
        return uri.isTextual() && !uri.asText().isBlank() && uri.asText().length() <= LONGEST_URI
                ? Optional.empty()
                : invalid(name + " must be a URI of at most " + LONGEST_URI + " characters");
    }

    private static Optional<RpcError> invalid(String message) {
        return Optional.of(new RpcError(200, RpcError.INVALID_PARAMS, message));
    }
}
