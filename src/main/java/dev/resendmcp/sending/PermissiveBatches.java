package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes {@code batch_validation: permissive} true for our own checks too: the emails that pass them are sent, the others come back in
 * {@code errors} with those that Resend refused, each with its index in the call.
 */
public final class PermissiveBatches extends ForwardingTools {
    private static final String EMAILS = "emails";
    private static final String PREFIX = "emails[0].";

    /** @param inner checks and sends */
    public PermissiveBatches(Tools inner) {
        super(inner);
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        Optional<ToolError> error = inner.check(call);
        // Bad emails are no reason to refuse the others.
        return error.isPresent() && isPermissive(call) && !faults(call).isEmpty() && othersAreValid(call)
                ? Optional.empty()
                : error;
    }

    @Override
    public ToolResult call(ToolCall call) {
        if (!isPermissive(call) || inner.check(call).isEmpty()) {
            return inner.call(call);
        }
        SortedMap<Integer, String> faults = faults(call);
        List<Integer> good = good(call, faults);
        if (faults.isEmpty() || good.isEmpty()) {
            return inner.call(call);
        }
        ToolResult sent = inner.call(only(call, good));
        if (sent.error().isPresent()) {
            return sent;
        }
        return new ToolResult(merged(sent.content(), good, faults), Optional.empty(), sent.idempotencyKey());
    }

    private static boolean isPermissive(ToolCall call) {
        return call.name().equals("send_batch_emails")
                && call.arguments().path("batch_validation").asText().equals("permissive")
                && call.arguments().path(EMAILS).isArray();
    }

    private boolean othersAreValid(ToolCall call) {
        List<Integer> good = good(call, faults(call));
        return !good.isEmpty() && inner.check(only(call, good)).isEmpty();
    }

    /** What is wrong with each bad email, by index; empty if the fault is elsewhere. */
    private SortedMap<Integer, String> faults(ToolCall call) {
        SortedMap<Integer, String> faults = new TreeMap<>();
        for (int i = 0; i < call.arguments().get(EMAILS).size(); i++) {
            int index = i;
            inner.check(only(call, List.of(index)))
                    .filter(error -> error.is(ErrorName.INVALID_ARGUMENTS))
                    .ifPresent(error -> faults.put(index, error.message().replace(PREFIX, "")));
        }
        return faults;
    }

    private static List<Integer> good(ToolCall call, SortedMap<Integer, String> faults) {
        List<Integer> good = new ArrayList<>();
        for (int i = 0; i < call.arguments().get(EMAILS).size(); i++) {
            if (!faults.containsKey(i)) {
                good.add(i);
            }
        }
        return good;
    }

    private static ToolCall only(ToolCall call, List<Integer> indexes) {
        ObjectNode arguments = ToolCall.copyOf(call.arguments());
        ArrayNode emails = arguments.putArray(EMAILS);
        indexes.forEach(index -> emails.add(call.arguments().get(EMAILS).get(index)));
        return call.with(arguments);
    }

    private static ObjectNode merged(ObjectNode answer, List<Integer> good, SortedMap<Integer, String> faults) {
        List<ObjectNode> errors = new ArrayList<>();
        faults.forEach((index, message) -> errors.add(error(index, message)));
        for (JsonNode error : answer.path("errors")) {
            int index = error.path("index").asInt();
            errors.add(error(
                    index < good.size() ? good.get(index) : index,
                    error.path("message").asText()));
        }
        errors.sort(Comparator.comparingInt(error -> error.get("index").intValue()));
        ObjectNode merged = answer.deepCopy();
        errors.forEach(merged.putArray("errors")::add);
        return merged;
    }

    private static ObjectNode error(int index, String message) {
        return JsonNodeFactory.instance.objectNode().put("index", index).put("message", message);
    }
}
