package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.InvalidArgumentsException;
import dev.resendmcp.tools.ToolCall;
import java.util.Optional;

/**
 * What a caller asks of the answer.
 *
 * @param fields the chosen fields; empty for all
 * @param body form of mail bodies
 * @param offset first character of the body
 * @param raw whether Resend's answer is passed on unchanged
 * @param rest arguments of the tool itself
 */
record ResultRequest(Optional<FieldSelection> fields, BodyForm body, int offset, boolean raw, ObjectNode rest) {
    private static final String EVERYTHING = "*";

    /**
     * Takes the arguments about the answer out of a call.
     *
     * @throws InvalidArgumentsException if one of them is invalid
     */
    static ResultRequest of(ResultForm form, ObjectNode arguments) {
        ObjectNode rest = ToolCall.copyOf(arguments);
        JsonNode names = form.fields() ? taken(rest, ResultForm.FIELDS) : null;
        JsonNode word = form.body().isPresent() ? taken(rest, ResultForm.BODY) : null;
        JsonNode start = form.part() ? taken(rest, ResultForm.OFFSET) : null;
        boolean everything = names != null && names.asText().strip().equals(EVERYTHING);
        Optional<FieldSelection> fields =
                names == null || everything ? Optional.empty() : Optional.of(FieldSelection.of(names));
        BodyForm body = word == null ? usual(form, fields) : body(word);
        boolean raw = (everything && word == null) || (body == BodyForm.RAW && fields.isEmpty());
        return new ResultRequest(fields, body, start == null ? 0 : offset(start), raw, rest);
    }

    /** Whether there is a body to put into a form: not if other fields are chosen. */
    boolean shapesBodies() {
        return body != BodyForm.RAW && fields.map(FieldSelection::hasBody).orElse(true);
    }

    /** Who asks for the HTML by its name gets it. */
    private static BodyForm usual(ResultForm form, Optional<FieldSelection> fields) {
        if (fields.map(all -> all.has("html")).orElse(false)) {
            return BodyForm.BOTH;
        }
        if (fields.map(all -> all.has("markdown")).orElse(false)) {
            return BodyForm.MARKDOWN;
        }
        return form.body().orElse(BodyForm.BOTH);
    }

    private static JsonNode taken(ObjectNode arguments, String name) {
        JsonNode value = arguments.remove(name);
        return value == null || value.isNull() ? null : value;
    }

    private static BodyForm body(JsonNode word) {
        return BodyForm.of(word.isTextual() ? word.textValue() : "")
                .orElseThrow(() -> new InvalidArgumentsException(
                        ResultForm.BODY + ": must be one of " + String.join(", ", BodyForm.names())));
    }

    private static int offset(JsonNode start) {
        if (!start.isInt() || start.intValue() < 0) {
            throw new InvalidArgumentsException(ResultForm.OFFSET + ": must be a whole number of characters from 0 on");
        }
        return start.intValue();
    }
}
