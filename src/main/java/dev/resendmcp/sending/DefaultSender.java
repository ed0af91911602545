package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills in the default sender and the default addresses for replies. Without a default, the error says how to find a sender. */
public final class DefaultSender implements Tools {
    private static final String FROM = "from";
    private static final String REPLY_TO = "reply_to";
    private static final String BATCH = "send_batch_emails";
    private static final Set<String> SINGLE = Set.of("send_email", "create_broadcast");

    private final Tools inner;
    private final MailSettings settings;

    /** @param inner gets the completed calls */
    public DefaultSender(Tools inner, MailSettings settings) {
        this.inner = inner;
        this.settings = settings;
    }

    @Override
    public List<ToolDefinition> list() {
        if (settings.from() == null) {
            return inner.list();
        }
        return inner.list().stream()
                .map(tool -> SINGLE.contains(tool.name()) ? withDefault(tool) : tool)
                .toList();
    }

    private ToolDefinition withDefault(ToolDefinition tool) {
        return tool.withOptional(FROM).withProperties(given -> {
            Map<String, Object> properties = new LinkedHashMap<>(given);
            Map<Object, Object> from = new LinkedHashMap<>((Map<?, ?>) given.get(FROM));
            from.computeIfPresent("description", (name, text) -> text + " Default: " + settings.from() + ".");
            properties.put(FROM, from);
            return properties;
        });
    }

    @Override
    public ToolResult call(ToolCall call) {
        ToolResult result = inner.call(completed(call));
        return result.error()
                .flatMap(error -> explained(call, error))
                .map(ToolResult::failed)
                .orElse(result);
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        Optional<ToolError> error = inner.check(completed(call));
        return error.flatMap(found -> explained(call, found)).or(() -> error);
    }

    private Optional<ToolError> explained(ToolCall call, ToolError error) {
        boolean missing = settings.from() == null
                && error.is(ErrorName.INVALID_ARGUMENTS)
                && (SINGLE.contains(call.name())
                        ? lacksSender(call.arguments())
                        : call.name().equals(BATCH)
                                && call.arguments().path("emails").valueStream().anyMatch(DefaultSender::lacksSender));
        return missing
                ? Optional.of(ToolError.invalidArguments(
                        error.message() + "; from: list_domains shows the domains that you may send from"))
                : Optional.empty();
    }

    private static boolean lacksSender(JsonNode email) {
        return !email.hasNonNull(FROM) && !email.hasNonNull("template");
    }

    private ToolCall completed(ToolCall call) {
        if (SINGLE.contains(call.name())) {
            return call.with(completed(call.arguments()));
        }
        if (call.name().equals(BATCH) && call.arguments().path("emails").isArray()) {
            ObjectNode arguments = ToolCall.copyOf(call.arguments());
            ArrayNode emails = arguments.putArray("emails");
            for (JsonNode email : call.arguments().get("emails")) {
                emails.add(email instanceof ObjectNode object ? completed(object) : email);
            }
            return call.with(arguments);
        }
        return call;
    }

    /** A template may have a sender of its own. */
    private ObjectNode completed(ObjectNode email) {
        if (email.hasNonNull("template")) {
            return email;
        }
        ObjectNode completed = ToolCall.copyOf(email);
        if (settings.from() != null && !email.hasNonNull(FROM)) {
            completed.put(FROM, settings.from());
        }
        if (!settings.replies().isEmpty() && !email.hasNonNull(REPLY_TO)) {
            settings.replies().forEach(completed.putArray(REPLY_TO)::add);
        }
        return completed;
    }
}
