package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.approval.ApprovalRequest;
import dev.resendmcp.access.approval.ApprovalRequest.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What operators see of a request.
 *
 * @param readings look up names
 */
record ApprovalPage(Readings readings, Clock clock) {
    private static final Pattern SECRET = Pattern.compile("secret|token|password");
    private static final int LONGEST_NAME = 120;
    private static final int MOST_CONTACTS = 1_000;
    private static final int LONGEST_FIELD = 2_000;
    /** Fields that the page shows as mails, or that say nothing to people. */
    private static final List<String> ELSEWHERE = List.of("html", "object", "templates", "goes_to");

    private static final List<String> SHOWN_AS_MAIL = List.of(
            "html", "text", "emails", "attachments", "to", "cc", "bcc", "from", "subject", "reply_to", "template");

    /** One line of the list of requests. */
    Map<String, Object> row(ApprovalRequest request) {
        return Map.of(
                "id", request.id(),
                "title", request.title(),
                "tool", request.tool(),
                "caller", request.caller(),
                "callerParameter", URLEncoder.encode(request.caller(), StandardCharsets.UTF_8),
                "gist", gist(request),
                "age", age(request.asked()));
    }

    private static String gist(ApprovalRequest request) {
        String gist = Mails.text(request.arguments().path("subject"));
        if (gist.isEmpty() && request.subject() != null) {
            gist = Mails.text(request.subject().path("subject"));
        }
        if (gist.isEmpty()) {
            gist = Readings.nameOf(request.arguments()).orElseGet(() -> inWords(request.arguments()));
        }
        return shortened(gist, 120);
    }

    private static String inWords(ObjectNode arguments) {
        JsonNode mails = arguments.path("emails");
        return mails.isEmpty()
                ? arguments.properties().stream()
                        .map(argument -> argument.getKey().replace('_', ' ') + ": " + Mails.text(argument.getValue()))
                        .collect(Collectors.joining(", "))
                : mails.size()
                        + (mails.size() == 1 ? " mail: " : " mails, the first: ")
                        + Mails.text(mails.path(0).path("subject"));
    }

    /** The whole request. */
    Map<String, Object> model(ApprovalRequest request) {
        Map<String, Object> model = new LinkedHashMap<>(row(request));
        Instant now = clock.instant();
        boolean waiting = request.isWaiting(now);
        List<Mails.Shown> mails = Mails.of(request);
        Readings account = readings.of(request.caller());
        Optional<JsonNode> current =
                Optional.ofNullable(request.subject()).or(() -> account.current(request.tool(), request.arguments()));
        model.put("description", request.description());
        model.put("ticket", request.ticket());
        model.put("waiting", waiting);
        model.put("state", waiting ? "waiting" : request.state().name().toLowerCase(Locale.ROOT));
        model.put("ended", !waiting && request.state() == State.WAITING);
        model.put("by", request.by());
        model.put("reason", request.reason());
        model.put("until", Instant.ofEpochMilli(request.expires()).toString());
        model.put(
                "previous",
                request.previous() > 0
                        ? Instant.ofEpochMilli(request.previous()).toString()
                        : null);
        model.put("arguments", arguments(request, account, !mails.isEmpty()));
        model.put("mails", shown(mails, request.id()));
        model.putAll(affected(request, current));
        for (String list : List.of("arguments", "concerns", "changes", "mails", "goes")) {
            String flag = "has" + list.substring(0, 1).toUpperCase(Locale.ROOT) + list.substring(1);
            model.put(flag, !((List<?>) model.get(list)).isEmpty());
        }
        long sent = mails.stream().filter(mail -> mail.heading().isEmpty()).count();
        model.put("several", sent > 1 ? sent : null);
        return model;
    }

    /** What a call affects as it is now, whom mail goes to, and what an update changes. */
    private Map<String, Object> affected(ApprovalRequest request, Optional<JsonNode> current) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "concerns",
                current.filter(object -> !object.has("goes_to"))
                        .map(this::fields)
                        .orElse(List.of()));
        model.put("contacts", contacts(request.contacts()));
        model.put(
                "goes",
                request.subject() == null
                        ? List.of()
                        : Mails.addresses(request.subject().path("goes_to")));
        model.put(
                "changes",
                current.filter(old -> request.tool().startsWith("update_"))
                        .map(old -> changes(old, request))
                        .orElse(List.of()));
        return model;
    }

    private static String contacts(int contacts) {
        return switch (contacts) {
            case 0 -> null;
            case 1 -> "1 contact";
            case MOST_CONTACTS + 1 -> "more than " + MOST_CONTACTS + " contacts";
            default -> contacts + " contacts";
        };
    }

    private static List<Map<String, Object>> shown(List<Mails.Shown> mails, String id) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            Map<String, Object> mail = Mails.model(mails.get(i), id + "/mail?n=" + i);
            mail.put("number", i + 1);
            shown.add(mail);
        }
        return shown;
    }

    private static List<Map<String, Object>> arguments(ApprovalRequest request, Readings account, boolean mail) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> argument : request.arguments().properties()) {
            if (mail && SHOWN_AS_MAIL.contains(argument.getKey())) {
                continue;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            String value = Mails.text(argument.getValue());
            row.put("name", argument.getKey().replace('_', ' '));
            row.put("value", shortened(value, LONGEST_FIELD));
            row.put(
                    "meaning",
                    account.name(argument.getKey(), value, request.arguments())
                            .map(name -> shortened(name, LONGEST_NAME))
                            .orElse(null));
            rows.add(row);
        }
        return rows;
    }

    /** The fields of an object that are not secret. */
    private List<Map<String, Object>> fields(JsonNode object) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String value = Mails.text(field.getValue());
            boolean shown = !SECRET.matcher(field.getKey()).find() && !value.isEmpty();
            if (shown && !ELSEWHERE.contains(field.getKey())) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", field.getKey().replace('_', ' '));
                row.put("value", shortened(value, 300));
                row.put(
                        "meaning",
                        readings.name(field.getKey(), value, JsonNodeFactory.instance.objectNode())
                                .map(name -> shortened(name, LONGEST_NAME))
                                .orElse(null));
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> changes(JsonNode old, ApprovalRequest request) {
        List<Map<String, Object>> rows = new ArrayList<>();
        ObjectNode arguments = request.arguments();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            JsonNode before = old.path(argument.getKey());
            String from = SECRET.matcher(argument.getKey()).find() ? "(hidden)" : Mails.text(before);
            String to = Mails.text(argument.getValue());
            if (!argument.getKey().endsWith("id") && !from.equals(to)) {
                rows.add(Map.of(
                        "name", argument.getKey().replace('_', ' '),
                        "from", shortened(from, LONGEST_FIELD),
                        "to", shortened(to, LONGEST_FIELD)));
            }
        }
        return rows;
    }

    private String age(long since) {
        Duration age = Duration.between(Instant.ofEpochMilli(since), clock.instant());
        return age.toMinutes() < 1 ? age.toSeconds() + " s" : age.toMinutes() + " min";
    }

    static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most) + "… (" + (text.length() - most) + " more characters)";
    }
}
