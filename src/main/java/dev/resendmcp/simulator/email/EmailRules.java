package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.domain.DomainModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for emails. Each check throws an {@link ApiException} with Resend's error name. */
public final class EmailRules {
    /** Files of an email, each with its content or its address. */
    public static final Field ATTACHMENTS = Field.list(
            "attachments",
            Field.text("content"),
            Field.text("filename"),
            Field.text("path"),
            Field.text("content_type"),
            Field.text("content_id"));

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[^<>]*<([^<>@\\s]+@[^<>@\\s]+)>|([^<>@\\s]+@[^<>@\\s]+))");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Set<String> UNREACHABLE = Set.of("example.com", "test.com");
    private static final String SHARED_DOMAIN = "resend.dev";
    private static final int MOST_RECIPIENTS = 50;
    private static final long LARGEST_ATTACHMENTS = 40L * 1024 * 1024;

    private EmailRules() {}

    /** Checks an email, and takes sender and subject from its template if they are missing. */
    static void check(ObjectNode email, Store store, Instant now) {
        checkContent(email);
        if (email.has("template")) {
            TemplateModule.supply(email, store);
        }
        for (String field : List.of("from", "subject")) {
            if (!email.has(field)) {
                throw new ApiException(422, "missing_required_field", "Missing `%s` field.".formatted(field));
            }
        }
        checkRecipients(email);
        checkAttachments(email.path("attachments"));
        for (JsonNode tag : email.path("tags")) {
            if (!TAG.matcher(tag.get("name").textValue()).matches()
                    || !TAG.matcher(tag.get("value").textValue()).matches()) {
                throw ApiException.invalid("Tags consist of ASCII letters, digits, underscores and dashes.");
            }
        }
        if (email.has("scheduled_at")) {
            SendingTime.of(email.get("scheduled_at").textValue(), now);
        }
        checkSender(email.get("from").textValue(), store);
    }

    /** The values of a field that takes one text or several. */
    public static List<String> texts(JsonNode field) {
        List<String> texts = new ArrayList<>();
        if (field.isTextual()) {
            texts.add(field.textValue());
        }
        field.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    /** The bare address in {@code address} or {@code Name <address>}, in lower case; empty if it is neither. */
    public static String address(String text) {
        Matcher matcher = ADDRESS.matcher(text.trim());
        if (!matcher.matches()) {
            return "";
        }
        return (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)).toLowerCase(Locale.ROOT);
    }

    public static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    private static void checkContent(ObjectNode email) {
        boolean template = email.has("template");
        boolean own = email.has("html") || email.has("text");
        if (template && own) {
            throw ApiException.invalid("With a `template`, neither `html` nor `text` may be given.");
        }
        if (!template && !own) {
            throw ApiException.invalid("Missing `html` or `text` field.");
        }
    }

    public static void checkRecipients(ObjectNode email) {
        int to = texts(email.get("to")).size();
        if (to < 1 || to > MOST_RECIPIENTS) {
            throw ApiException.invalid("The `to` field takes 1 to 50 addresses.");
        }
        for (String field : List.of("to", "cc", "bcc", "reply_to")) {
            for (String text : texts(email.path(field))) {
                String address = address(text);
                if (address.isEmpty()) {
                    throw ApiException.invalid("The `%s` field has an invalid address.".formatted(field));
                }
                if (!field.equals("reply_to") && UNREACHABLE.contains(domain(address))) {
                    throw ApiException.invalid("The `%s` field has an address of a test domain.".formatted(field));
                }
            }
        }
    }

    public static void checkAttachments(JsonNode attachments) {
        long size = 0;
        for (JsonNode attachment : attachments) {
            if (!attachment.has("content") && !attachment.has("path")) {
                throw new ApiException(422, "invalid_attachment", "An attachment needs `content` or `path`.");
            }
            size += attachment.path("content").asText().length();
            try {
                Base64.getDecoder().decode(attachment.path("content").asText());
            } catch (IllegalArgumentException e) {
                throw new ApiException(422, "invalid_attachment", "The `content` of an attachment is not base64.");
            }
        }
        if (size > LARGEST_ATTACHMENTS) {
            throw ApiException.invalid("The attachments are larger than 40 MB.");
        }
    }

    /** The sender must be an address at a verified domain. */
    public static void checkSender(String from, Store store) {
        String address = address(from);
        if (address.isEmpty()) {
            throw new ApiException(
                    422, "invalid_from_address", "The `from` field must be `address` or `Name <address>`.");
        }
        String domain = domain(address);
        if (!domain.equals(SHARED_DOMAIN) && !DomainModule.isVerified(store, domain)) {
            throw ApiException.forbidden("The domain %s is not verified.".formatted(domain));
        }
    }
}
