package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The emails of an automation that a call writes or enables. Their recipients are judged when an event is sent. */
final class Automation implements Draft {
    /** Prefix of events that Resend makes itself. */
    private static final String OWN_EVENTS = "resend:";

    /** Steps that send, or put a contact where broadcasts go. */
    private static final Set<String> REACHING = Set.of("send_email", "add_to_segment");

    private final Supplier<JsonNode> steps;
    private final Lookup lookup;

    Automation(JsonNode arguments, Lookup lookup) {
        this.lookup = lookup;
        this.steps = Suppliers.memoize(() -> {
            boolean enabled = "enabled".equals(arguments.path("status").asText());
            return arguments.has("steps") || !enabled || !arguments.has("automation_id")
                    ? arguments.path("steps")
                    : lookup.read(
                                    "get_automation",
                                    "automation_id",
                                    arguments.path("automation_id").asText())
                            .path("steps");
        });
    }

    @Override
    public List<Mailbox> senders() {
        List<Mailbox> found = new ArrayList<>();
        emails().forEach(step -> found.addAll(
                Templates.senders("step " + step.path("key").asText() + ": ", step.path("config"), lookup)));
        return found;
    }

    @Override
    public Optional<Boolean> hasTopic() {
        return emails().findAny().isEmpty()
                ? Optional.empty()
                : Optional.of(emails().allMatch(step -> Arguments.names(step.at("/config/topic_id"))));
    }

    @Override
    public Optional<String> unknownRecipients() {
        boolean reaches =
                all().anyMatch(step -> REACHING.contains(step.path("type").asText()));
        return reaches && all().anyMatch(Automation::startsByItself)
                ? Optional.of("the automation starts from events of Resend, so its recipients cannot be judged")
                : Optional.empty();
    }

    private static boolean startsByItself(JsonNode step) {
        String event = step.at("/config/event_name").asText().strip().toLowerCase(Locale.ROOT);
        return "trigger".equals(step.path("type").asText()) && event.startsWith(OWN_EVENTS);
    }

    private Stream<JsonNode> emails() {
        return all().filter(step -> "send_email".equals(step.path("type").asText()));
    }

    private Stream<JsonNode> all() {
        return StreamSupport.stream(steps.get().spliterator(), false);
    }
}
