package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What happened to a mail that the simulated Resend has. */
final class SentEvents {
    private static final Map<String, List<String>> BEFORE = Map.of(
            "delivered", List.of("sent", "delivered"),
            "bounced", List.of("sent", "bounced"),
            "complained", List.of("sent", "delivered", "complained"));

    private SentEvents() {}

    /** The events in their order, ending with the last one. */
    static List<String> of(JsonNode mail) {
        String last = mail.path("last_event").asText();
        List<String> after = BEFORE.getOrDefault(last, List.of(last));
        boolean waited = !mail.path("scheduled_at").asText("").isBlank()
                && !mail.path("scheduled_at").isNull();
        return waited && !last.equals("scheduled")
                ? Stream.concat(Stream.of("scheduled"), after.stream()).toList()
                : after;
    }
}
