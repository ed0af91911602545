package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.RpcError;
import java.util.Optional;

/** Checks the parameters of a method. Fields that it does not know are ignored. */
@FunctionalInterface
public interface ParamsCheck {
    /** Any parameters. */
    ParamsCheck ANY = params -> Optional.empty();

    /** For lists of one page: nobody was given a cursor, and some clients begin with an empty one. */
    ParamsCheck FIRST_PAGE = params -> params.path("cursor").asText().isEmpty()
            ? textIfPresent(params, "cursor")
            : invalid("params.cursor is not one that this list gave; leave it out");

    /** A URI that is not too long. */
    ParamsCheck URI = params -> uri(params, "params.uri");

    /** What to complete, and what was typed so far. */
    ParamsCheck COMPLETION = params -> {
        JsonNode argument = params.path("argument");
        JsonNode name = params.path("ref").path("name");
        if (argument.path("name").asText("").isBlank()
                || !argument.path("name").isTextual()
                || !argument.path("value").isTextual()) {
            return invalid("params.argument must have a name and a value, both text");
        }
        if (!name.isMissingNode() && !name.isTextual()) {
            return invalid("params.ref.name must be text");
        }
        return switch (params.path("ref").path("type").asText()) {
            case "ref/prompt" -> Optional.empty();
            case "ref/resource" -> uri(params.path("ref"), "params.ref.uri");
            default -> invalid("params.ref.type must be ref/prompt or ref/resource");
        };
    };

    /** What is wrong with the parameters, if anything is. */
    Optional<RpcError> wrong(JsonNode params);

    /**
     * The name of something and arguments for it.
     *
     * @param what is named, in one word
     */
    static ParamsCheck nameAndArguments(String what) {
        return params -> {
            JsonNode arguments = params.path("arguments");
            if (!params.path("name").isTextual()) {
                return invalid("params.name must be the name of a " + what);
            }
            return arguments.isMissingNode() || arguments.isObject()
                    ? Optional.empty()
                    : invalid("params.arguments must be an object");
        };
    }

    /** A parameter that is text or left out. */
    static ParamsCheck textIfPresent(String name) {
        return params -> textIfPresent(params, name);
    }

    private static Optional<RpcError> textIfPresent(JsonNode params, String name) {
        JsonNode text = params.path(name);
        return text.isMissingNode() || text.isTextual()
                ? Optional.empty()
                : invalid("params." + name + " must be text");
    }

    private static Optional<RpcError> uri(JsonNode holder, String name) {
        // Ids have at most 512 characters, and percent-encoding makes up to twelve of one.
        int longest = 8_192;
        JsonNode uri = holder.path("uri");
        return uri.isTextual() && !uri.asText().isBlank() && uri.asText().length() <= longest
                ? Optional.empty()
                : invalid(name + " must be a URI of at most " + longest + " characters");
    }

    private static Optional<RpcError> invalid(String message) {
        return Optional.of(RpcError.invalidParams(message));
    }
}
