package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.RpcError;
import java.time.Duration;
import java.util.Optional;

/**
 * A method of the protocol with everything that the dispatcher and the transports know about it.
 *
 * @param name on the wire
 * @param revisions that have it; the others answer that there is no such method
 * @param params checks the parameters before the handler runs
 * @param execution where the handler runs
 * @param timeToLive how long clients of the newer revisions may cache the result; null for results without cache hints
 * @param subject the parameter that names what a request is about, which the header {@code Mcp-Name} repeats; only methods that
 *     have one may ask the client for input; empty when there is none
 * @param handler computes the result; null for a {@link Execution#STREAM}
 */
public record McpMethod(
        String name,
        Revisions revisions,
        ParamsCheck params,
        Execution execution,
        Duration timeToLive,
        String subject,
        Handler handler) {
    /** Computes the result of a method. Safe for use by many threads. */
    @FunctionalInterface
    public interface Handler {
        /**
         * The result, which the dispatcher may add fields to.
         *
         * @param context of this request
         * @param params checked by the method's {@link ParamsCheck}; an object, or missing
         * @throws RpcException to end the request with an error
         */
        ObjectNode handle(RequestContext context, JsonNode params);
    }

    /** Which revisions of the protocol have a method. */
    public enum Revisions {
        /** Those that begin with {@code initialize}. */
        WITH_HANDSHAKE,
        /** Those whose requests each name their revision. */
        WITHOUT_HANDSHAKE,
        ALL;

        boolean include(boolean modern) {
            return this == ALL || (this == WITHOUT_HANDSHAKE) == modern;
        }
    }

    /** Where a method is executed. */
    public enum Execution {
        /** Once per era and view on the thread of the first request; the result is the same for the view until the next start. */
        ONCE,
        /** On the thread that received the request: the handler does not block. */
        IMMEDIATE,
        /** On a thread of its own: the handler may wait for Resend. */
        MAY_WAIT,
        /** As a stream that stays open. */
        STREAM
    }

    /** A method of all revisions that answers at once. */
    public static McpMethod of(String name, ParamsCheck params, Handler handler) {
        return new McpMethod(name, Revisions.ALL, params, Execution.IMMEDIATE, null, "", handler);
    }

    /** The same method in these revisions only. */
    public McpMethod only(Revisions some) {
        return new McpMethod(name, some, params, execution, timeToLive, subject, handler);
    }

    /** The same method, executed elsewhere. */
    public McpMethod runs(Execution other) {
        return new McpMethod(name, revisions, params, other, timeToLive, subject, handler);
    }

    /** The same method, whose results clients may cache. */
    public McpMethod cacheable(Duration ttl) {
        return new McpMethod(name, revisions, params, execution, ttl, subject, handler);
    }

    /** The same method about what a parameter names. */
    public McpMethod about(String param) {
        return new McpMethod(name, revisions, params, execution, timeToLive, param, handler);
    }

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
}
