package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.approval.ApprovalRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The mails in a call or an object, as people are shown them. */
final class Mails {
    private static final int MOST = 100;

    private Mails() {}

    /** The mails of a request: in its arguments, or what the arguments name. */
    static List<JsonNode> of(ApprovalRequest request) {
        List<JsonNode> mails = new ArrayList<>();
        request.arguments().path("emails").forEach(mails::add);
        if (isMail(request.arguments())) {
            mails.add(request.arguments());
        }
        if (request.subject() != null && isMail(request.subject())) {
            mails.add(request.subject());
        }
        return mails.stream().limit(MOST).toList();
    }

    static boolean isMail(JsonNode object) {
        return object.path("html").isTextual()
                || object.path("text").isTextual()
                || object.path("template").isObject();
    }

    /** Heads and text of a mail; the page shows HTML in a frame. */
    static Map<String, Object> model(JsonNode mail, String frame) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("heads", heads(mail));
        boolean html = !mail.path("html").asText("").isBlank();
        model.put("frame", html ? frame : null);
        model.put("text", mail.path("text").isTextual() ? mail.path("text").asText() : null);
        model.put("files", names(mail.path("attachments")));
        return model;
    }

    private static List<Map<String, Object>> heads(JsonNode mail) {
        List<Map<String, Object>> heads = new ArrayList<>();
        for (String name : List.of("from", "to", "cc", "bcc", "reply_to", "subject", "scheduled_at", "template")) {
            String value = text(mail.path(name));
            if (!value.isEmpty()) {
                heads.add(Map.of("name", name.replace('_', ' '), "value", value));
            }
        }
        return heads;
    }

    private static List<String> names(JsonNode attachments) {
        return StreamSupport.stream(attachments.spliterator(), false)
                .map(file -> text(file.path("filename")))
                .map(name -> name.isEmpty() ? "a file without a name" : name)
                .toList();
    }

    /** A value as text: lists with commas, objects as JSON. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Mails::text)
                    .collect(Collectors.joining(", "));
        }
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? value.toPrettyString() : value.asText();
    }
}
