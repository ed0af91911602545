package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mail.HtmlText;
import dev.resendmcp.mail.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Puts the bodies of mail into the wanted form and cuts them, with a note that says how to get the rest. */
final class MailBodies {
    static final String NOTE = "_note";

    private static final String HTML = "html";
    private static final String TEXT = "text";
    private static final String HEADERS = "headers";
    private static final int TOKENS_OF_ONE = 3_500;
    private static final int TOKENS_OF_HTML = 8_000;
    private static final int TOKENS_OF_ALL = 14_000;
    private static final int FEWEST_TOKENS = 150;
    private static final int MOST_HEADERS = 25;
    private static final int LONGEST_HEADER = 200;

    /** Headers that carry signatures and traces of servers, not what the mail is about. */
    private static final Pattern TECHNICAL = Pattern.compile(
            "received|dkim-.*|domainkey-.*|arc-.*|x-(?:google|gm|ms|microsoft|ses|received|forefront).*");

    private final BodyForm form;
    private final int offset;

    MailBodies(BodyForm form, int offset) {
        this.form = form;
        this.offset = offset;
    }

    /** Changes the mail, or each mail of a list. */
    void shape(ObjectNode answer) {
        if (answer.get("data") instanceof ArrayNode rows) {
            int each = Math.max(FEWEST_TOKENS, Math.min(TOKENS_OF_ONE, TOKENS_OF_ALL / Math.max(1, rows.size())));
            rows.forEach(row -> {
                if (row instanceof ObjectNode mail) {
                    shape(mail, each, each);
                }
            });
        } else {
            shape(answer, TOKENS_OF_ONE, TOKENS_OF_HTML);
        }
    }

    private void shape(ObjectNode mail, int textTokens, int htmlTokens) {
        String html = mail.path(HTML).asText("");
        String text = mail.path(TEXT).asText("");
        List<String> notes = new ArrayList<>();
        switch (form) {
            case TEXT -> {
                String whole = VisibleText.defused(text.isBlank() ? HtmlText.text(html) : text);
                replace(mail, TEXT, whole, textTokens, notes);
                leaveOut(mail, HTML, html, notes, "body=markdown, html or raw");
            }
            case MARKDOWN -> {
                String whole = VisibleText.defused(html.isBlank() ? text : HtmlText.markdown(html));
                mail.remove(List.of(HTML, TEXT));
                replace(mail, "markdown", whole, textTokens, notes);
            }
            case HTML -> {
                replace(mail, HTML, html, htmlTokens, notes);
                leaveOut(mail, TEXT, html.isBlank() ? "" : text, notes, "body=text");
            }
            case NONE -> {
                leaveOut(mail, HTML, html, notes, "body=html");
                leaveOut(mail, TEXT, text, notes, "body=text");
            }
            default -> {
                replace(mail, HTML, html, htmlTokens, notes);
                replace(mail, TEXT, text, htmlTokens, notes);
            }
        }
        headers(mail, notes);
        if (!notes.isEmpty()) {
            mail.put(NOTE, String.join(" ", notes));
        }
    }

    private void replace(ObjectNode mail, String name, String whole, int tokens, List<String> notes) {
        if (whole.isEmpty() && mail.path(name).isNull()) {
            return;
        }
        int from = Math.min(offset, whole.length());
        int end = TokenEstimate.end(whole, from, tokens);
        mail.put(name, whole.substring(from, end));
        if (from > 0 || end < whole.length()) {
            notes.add(name + " has characters " + from + " to " + end + " of " + whole.length()
                    + (end < whole.length() ? "; offset=" + end + " goes on." : "."));
        }
    }

    private static void leaveOut(ObjectNode mail, String name, String content, List<String> notes, String how) {
        mail.remove(name);
        if (!content.isEmpty()) {
            notes.add(name + " left out (" + content.length() + " characters; " + how + ").");
        }
    }

    private static void headers(ObjectNode mail, List<String> notes) {
        if (!(mail.get(HEADERS) instanceof ObjectNode all)) {
            return;
        }
        ObjectNode kept = all.objectNode();
        all.properties().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (kept.size() < MOST_HEADERS && !TECHNICAL.matcher(name).matches()) {
                kept.set(header.getKey(), shortened(header.getValue()));
            }
        });
        mail.set(HEADERS, kept);
        if (kept.size() < all.size()) {
            notes.add(all.size() - kept.size() + " technical headers left out (body=raw).");
        }
    }

    private static JsonNode shortened(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= LONGEST_HEADER
                ? value
                : JsonNodeFactory.instance.textNode(text.substring(0, LONGEST_HEADER) + "…");
    }
}
