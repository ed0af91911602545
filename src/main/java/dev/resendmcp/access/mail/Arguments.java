package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the parts of an email from JSON, be it arguments or an answer of Resend. */
final class Arguments {
    private Arguments() {}

    /** The texts of a field that holds one or several. */
    static List<String> texts(JsonNode field) {
        List<String> texts = new ArrayList<>();
        if (field.isArray()) {
            field.forEach(each -> texts.add(each.asText()));
        } else if (field.isTextual()) {
            texts.add(field.textValue());
        }
        return texts;
    }

    static Optional<String> text(JsonNode field) {
        return Optional.of(field).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** Whether a field names something. */
    static boolean names(JsonNode field) {
        return field.isTextual() && !field.textValue().isBlank();
    }

    /** To, Cc and Bcc, in fields of these names. */
    static List<Mailbox> recipients(String where, JsonNode email) {
        List<Mailbox> found = new ArrayList<>();
        for (Role role : List.of(Role.TO, Role.CC, Role.BCC)) {
            found.addAll(mailboxes(where, role, email.path(role.field())));
        }
        return found;
    }

    /** The mailboxes of a field. */
    static List<Mailbox> mailboxes(String where, Role role, JsonNode field) {
        List<Mailbox> found = new ArrayList<>();
        List<String> texts = texts(field);
        for (int i = 0; i < texts.size(); i++) {
            found.add(new Mailbox(where + role.field() + "[" + i + "]", role, texts.get(i)));
        }
        return found;
    }

    /** The attachments of an email. */
    static List<MailFile> files(String where, JsonNode attachments) {
        List<MailFile> files = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            JsonNode file = attachments.get(i);
            files.add(new MailFile(
                    where + "attachments[" + i + "]", name(file), text(file.path("content_type")), size(file)));
        }
        return files;
    }

    private static String name(JsonNode file) {
        return text(file.path("filename"))
                .orElseGet(() -> text(file.path("path"))
                        .map(url -> url.replaceFirst("[?#].*", "").replaceFirst(".*/", ""))
                        .orElse(""));
    }

    private static OptionalLong size(JsonNode file) {
        if (file.path("size").isIntegralNumber()) {
            return OptionalLong.of(file.path("size").longValue());
        }
        String content = file.path("content").asText();
        if (content.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Base64.getMimeDecoder().decode(content).length);
        } catch (IllegalArgumentException e) {
            return OptionalLong.of(content.length());
        }
    }
}
