package dev.resendmcp.simulator.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.email.EmailRules;
import java.util.List;
import java.util.Locale;

/** Whether an email of a thread is what a search is for. Both ends of a range of dates belong to it. */
final class InboxSearch {
    private InboxSearch() {}

    static boolean matches(ObjectNode query, ObjectNode email) {
        return hasText(query, email)
                && List.of("from", "to", "cc", "bcc").stream()
                        .allMatch(field -> hasAddress(query.path(field), email.get(field)))
                && (!query.has("has_attachment")
                        || query.get("has_attachment").booleanValue()
                                != email.get("attachments").isEmpty())
                && isInTime(query, email.get("received_at").textValue());
    }

    private static boolean hasText(ObjectNode query, ObjectNode email) {
        String wanted = query.path("query").asText().toLowerCase(Locale.ROOT);
        return List.of("subject", "text", "from").stream()
                .anyMatch(field ->
                        email.path(field).asText().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static boolean hasAddress(JsonNode wanted, JsonNode addresses) {
        List<String> present =
                EmailRules.texts(addresses).stream().map(EmailRules::address).toList();
        return wanted.isMissingNode()
                || wanted.valueStream()
                        .anyMatch(one -> present.contains(one.textValue().toLowerCase(Locale.ROOT)));
    }

    /** ISO dates sort as text; a day is compared with as much of the time as it says. */
    private static boolean isInTime(ObjectNode query, String receivedAt) {
        String start = query.path("start_date").asText();
        String end = query.path("end_date").asText();
        return receivedAt.compareTo(start) >= 0
                && (end.isEmpty()
                        || receivedAt
                                        .substring(0, Math.min(end.length(), receivedAt.length()))
                                        .compareTo(end)
                                <= 0);
    }
}
