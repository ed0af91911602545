package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.lenient.Coercion;
import dev.resendmcp.tools.lenient.JsonText;
import dev.resendmcp.tools.lenient.LenientMetrics;
import java.util.Optional;

/**
 * Reads parameters as some clients write them: null for what they leave out, and all arguments of a call as one JSON text. From
 * there on a message has one form, so that no check can be passed in the other one.
 */
public final class LenientParams {
    private static final String PARAMS = "params";
    private static final String ARGUMENTS = "arguments";

    private final LenientMetrics metrics;

    public LenientParams(LenientMetrics metrics) {
        this.metrics = metrics;
    }

    /** The message in its one form; the same object if it has that already. */
    public JsonNode read(JsonNode message) {
        JsonNode params = message.path(PARAMS);
        if (!message.isObject() || params.isMissingNode()) {
            return message;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) message);
        if (params.isNull()) {
            return copy.without(PARAMS);
        }
        return params.isObject() ? copy.set(PARAMS, inside((ObjectNode) params)) : message;
    }

    private ObjectNode inside(ObjectNode params) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        params.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> copy.set(member.getKey(), member.getValue()));
        JsonNode arguments = copy.path(ARGUMENTS);
        if (arguments.isTextual() && arguments.textValue().isBlank()) {
            copy.remove(ARGUMENTS);
        } else if (arguments.isTextual()) {
            object(arguments.textValue()).ifPresent(object -> copy.set(ARGUMENTS, object));
        }
        return copy;
    }

    private Optional<JsonNode> object(String text) {
        Optional<JsonNode> object = new JsonText().parse(text).filter(JsonNode::isObject);
        object.ifPresent(any -> metrics.coerced(Coercion.ARGUMENTS_TEXT));
        return object;
    }
}
