package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the agent of an inbox may do by itself after a call.
 *
 * @param arguments of the call
 * @param lookup reads the actions that the call keeps
 */
record InboxAgent(JsonNode arguments, Lookup lookup) implements Draft {
    private static final String ACTIONS = "actions";

    @Override
    public Optional<String> unknownRecipients() {
        boolean changed =
                arguments.has(ACTIONS) || arguments.path("instructions").isTextual();
        return changed && mayForward()
                ? Optional.of("the agent forwards mail as its instructions say, so its recipients cannot be judged")
                : Optional.empty();
    }

    private boolean mayForward() {
        JsonNode actions = arguments.has(ACTIONS)
                ? arguments.path(ACTIONS)
                : lookup.read(
                                "get_inbox_agent",
                                "inbox_id",
                                arguments.path("inbox_id").asText())
                        .path(ACTIONS);
        return Arguments.texts(actions).contains("forward_thread");
    }
}
