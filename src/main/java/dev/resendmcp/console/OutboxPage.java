package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.console.ConsoleParts.Event;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the simulated Resend has sent, and will send.
 *
 * @param readings read the account
 * @param happened what happened to a mail, by its id
 */
record OutboxPage(Readings readings, Function<String, List<Event>> happened) {
    private static final int MOST = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    Map<String, Object> model() {
        ObjectNode most = JsonNodeFactory.instance.objectNode().put("limit", MOST);
        List<JsonNode> mails = readings.rows("list_emails", most);
        List<JsonNode> broadcasts = readings.rows("list_broadcasts", most);
        List<Map<String, Object>> scheduled = Stream.concat(
                        mails.stream()
                                .filter(mail -> mail.path("last_event").asText().equals("scheduled"))
                                .map(mail -> row(mail, Mails.text(mail.path("to")), "/console/outbox/")),
                        broadcasts.stream()
                                .filter(broadcast ->
                                        broadcast.path("status").asText().equals("scheduled"))
                                .map(broadcast -> row(broadcast, "a segment, as a broadcast", "")))
                .sorted(Comparator.comparing(row -> (String) row.get("scheduled")))
                .toList();
        List<Map<String, Object>> rows = mails.stream()
                .map(mail -> row(mail, Mails.text(mail.path("to")), "/console/outbox/"))
                .toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("mails", rows);
        model.put("none", rows.isEmpty());
        model.put("full", rows.size() == MOST ? MOST : null);
        model.put("scheduled", scheduled);
        model.put("hasScheduled", !scheduled.isEmpty());
        return model;
    }

    private static Map<String, Object> row(JsonNode mail, String to, String link) {
        String subject = Mails.text(mail.path("subject"));
        String name = Mails.text(mail.path("name"));
        String shown = subject.isEmpty() ? name : subject;
        return Map.of(
                "link",
                link.isEmpty() ? "" : link + mail.path("id").asText(),
                "hasLink",
                !link.isEmpty(),
                "to",
                to,
                "subject",
                shown.isBlank() ? "(no subject)" : shown,
                "event",
                Mails.text(mail.path("last_event")),
                "time",
                Mails.text(mail.path("created_at")),
                "scheduled",
                Mails.text(mail.path("scheduled_at")));
    }

    /** What happened to a mail, oldest first; the simulator does not know it of mails that were there from the start. */
    List<Map<String, Object>> events(JsonNode mail) {
        List<Event> events = happened.apply(mail.path("id").asText());
        return events.isEmpty()
                ? List.of(Map.of(
                        "name", Mails.text(mail.path("last_event")), "time", Mails.text(mail.path("created_at"))))
                : events.stream()
                        .map(event -> Map.<String, Object>of("name", event.name(), "time", TIME.format(event.at())))
                        .toList();
    }
}
