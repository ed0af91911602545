package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.CharMatcher;
import dev.resendmcp.access.approval.ApprovalRequest;
import dev.resendmcp.mail.ShownMail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The mails in a call or an object, as people are shown them. */
final class Mails {
    private static final int MOST = 200;
    private static final List<String> HEADS =
            List.of("from", "to", "cc", "bcc", "reply_to", "subject", "scheduled_at", "template");
    private static final List<String> ADDRESSES = List.of("from", "to", "cc", "bcc", "reply_to");
    private static final List<String> CONTENT = List.of("html", "text", "attachments", "object");
    private static final Pattern CUT = Pattern.compile("… \\((\\d+) more characters\\)$");

    private Mails() {}

    /**
     * A mail to show.
     *
     * @param heading what it is; empty for the mail that is sent
     * @param content its fields
     * @param whole whether all fields are shown with it, because nothing else on the page shows them
     */
    record Shown(String heading, JsonNode content, boolean whole) {}

    /** The mails of a request: in its arguments, or what the arguments name. */
    static List<Shown> of(ApprovalRequest request) {
        List<Shown> mails = new ArrayList<>();
        request.arguments().path("emails").forEach(mail -> mails.add(new Shown("", mail, true)));
        if (isMail(request.arguments())) {
            mails.add(new Shown("", request.arguments(), false));
        }
        JsonNode subject = request.subject();
        if (subject != null) {
            subject.path("templates")
                    .forEach(template -> mails.add(
                            new Shown("Template " + template.path("name").asText(), template, true)));
            if (isMail(subject)) {
                String heading = subject.has("goes_to") ? "The mail that is answered or forwarded" : "";
                mails.add(new Shown(heading, subject, false));
            }
        }
        return mails.stream().limit(MOST).toList();
    }

    private static boolean isMail(JsonNode object) {
        return object.path("html").isTextual()
                || object.path("text").isTextual()
                || object.path("template").isObject();
    }

    /** Heads and text of a mail; the page shows HTML in a frame. */
    static Map<String, Object> model(Shown mail, String frame) {
        JsonNode content = mail.content();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("heads", heads(mail));
        String html = content.path("html").asText("");
        model.put("frame", html.isBlank() ? null : frame);
        model.put("words", html.isBlank() ? null : ShownMail.words(html));
        model.put(
                "text", content.path("text").isTextual() ? content.path("text").asText() : null);
        model.put("files", files(content.path("attachments")));
        Matcher cut = CUT.matcher(html);
        model.put("cut", cut.find() ? cut.group(1) : null);
        model.put("heading", mail.heading().isEmpty() ? null : mail.heading());
        model.put("unpublished", content.path("has_unpublished_versions").asBoolean() ? true : null);
        return model;
    }

    private static List<Map<String, Object>> heads(Shown mail) {
        List<String> names = new ArrayList<>(HEADS);
        if (mail.whole()) {
            mail.content().fieldNames().forEachRemaining(name -> {
                if (!names.contains(name) && !CONTENT.contains(name)) {
                    names.add(name);
                }
            });
        }
        return names.stream()
                .filter(name -> !text(mail.content().path(name)).isEmpty())
                .map(name -> head(name, mail.content().path(name)))
                .toList();
    }

    private static Map<String, Object> head(String name, JsonNode value) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("name", name.replace('_', ' '));
        boolean addresses = ADDRESSES.contains(name);
        head.put("addresses", addresses ? addresses(value) : null);
        head.put("value", addresses ? null : text(value));
        head.put("count", addresses && value.size() > 1 ? value.size() : null);
        return head;
    }

    /** Each entry apart, so that nobody takes two for one. */
    static List<Map<String, Object>> addresses(JsonNode value) {
        List<JsonNode> entries = value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).toList()
                : List.of(value);
        return entries.stream()
                .map(Mails::text)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Map.<String, Object>of("entry", entry, "foreign", isForeign(entry)))
                .toList();
    }

    /** Whether an address has letters that may only look like those of another one. */
    private static boolean isForeign(String entry) {
        String address = entry.substring(entry.lastIndexOf('<') + 1);
        return !CharMatcher.ascii().matchesAllOf(address);
    }

    private static List<String> files(JsonNode attachments) {
        return StreamSupport.stream(attachments.spliterator(), false)
                .map(Mails::file)
                .toList();
    }

    private static String file(JsonNode file) {
        String name = text(file.path("filename"));
        String path = text(file.path("path"));
        return (name.isEmpty() ? "a file without a name" : name)
                + (path.isEmpty() ? "" : ", loaded from " + path + " when it is sent");
    }

    /** A value as text: lists with commas, objects as JSON. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Mails::text)
                    .collect(Collectors.joining(", "));
        }
        if (value.isMissingNode() || value.isNull() || (value.isObject() && value.isEmpty())) {
            return "";
        }
        return value.isContainerNode() ? value.toPrettyString() : value.asText();
    }
}
