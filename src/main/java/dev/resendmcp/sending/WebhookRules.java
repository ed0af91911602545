package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What webhooks may look like. Resend adds event types, so one that resembles no known type is let through. */
final class WebhookRules {
    private static final int CLOSE = 2;
    private static final int LONGEST = 64;
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Event types of the official Node.js SDK, version 6.38.0. */
    private static final List<String> TYPES = List.of(
            ("email.sent email.scheduled email.delivered email.delivery_delayed email.complained email.bounced email.opened"
                            + " email.clicked email.received email.failed email.suppressed contact.created contact.updated"
                            + " contact.deleted contact.topics.updated domain.created domain.updated domain.deleted"
                            + " suppression.added suppression.removed topic.created topic.updated topic.deleted"
                            + " inbox.created inbox.updated inbox.deleted inbox.thread.created inbox.thread.folder.updated"
                            + " inbox.thread.assigned inbox.thread.unassigned inbox.thread.labels.updated"
                            + " inbox.email.received inbox.email.sent inbox.draft.created inbox.draft.updated"
                            + " inbox.draft.sent inbox.draft.deleted")
                    .split(" ", -1));

    private WebhookRules() {}

    static List<String> faults(JsonNode webhook) {
        List<String> faults = new ArrayList<>();
        String endpoint = webhook.path("endpoint").asText("");
        if (endpoint.toLowerCase(Locale.ROOT).startsWith("http://") && !isLocal(endpoint)) {
            faults.add("endpoint: must be an https URL, because events carry personal data");
        }
        JsonNode events = webhook.path("events");
        for (int i = 0; i < events.size(); i++) {
            String path = "events[" + i + "]";
            nearest(events.get(i).asText())
                    .ifPresent(type -> faults.add(path + ": is not an event type; did you mean " + type + "?"));
        }
        return faults;
    }

    /** Only the simulated Resend reaches this machine. */
    private static boolean isLocal(String endpoint) {
        try {
            String host = URI.create(endpoint).getHost();
            return host != null && LOCAL.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The known type that another one was meant to be; empty for a known type and for one that is like none. */
    private static Optional<String> nearest(String given) {
        if (TYPES.contains(given) || given.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = given.toLowerCase(Locale.ROOT);
        return TYPES.stream()
                .filter(type -> distance(lower, type) <= CLOSE)
                .min(Comparator.comparingInt(type -> distance(lower, type)));
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one, other);
    }
}
