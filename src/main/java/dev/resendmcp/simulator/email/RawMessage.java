package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A received email as the message that came in: headers, text, HTML and attachments as parts. */
final class RawMessage {
    private static final String BOUNDARY = "sandbox-part";

    private RawMessage() {}

    static String of(ObjectNode email, Store store) {
        StringBuilder message = new StringBuilder();
        header(message, "From", email.get("from").textValue());
        header(message, "To", String.join(", ", EmailRules.texts(email.get("to"))));
        if (!email.path("cc").isEmpty()) {
            header(message, "Cc", String.join(", ", EmailRules.texts(email.get("cc"))));
        }
        header(message, "Subject", encoded(email.path("subject").asText()));
        header(message, "Message-ID", email.path("message_id").asText());
        header(message, "MIME-Version", "1.0");
        header(message, "Content-Type", "multipart/mixed; boundary=\"" + BOUNDARY + "\"");
        for (String form : new String[] {"text", "html"}) {
            if (email.hasNonNull(form)) {
                String type = form.equals("text") ? "text/plain" : "text/html";
                byte[] content = email.get(form).textValue().getBytes(StandardCharsets.UTF_8);
                part(message, type + "; charset=utf-8", "", content);
            }
        }
        for (JsonNode file : email.path("attachments")) {
            byte[] content =
                    store.file(Json.id(file)).map(stored -> stored.content()).orElseGet(() -> new byte[0]);
            String named = "; filename=\"" + file.path("filename").asText() + "\"";
            String kind = file.path("content_disposition").asText("attachment") + named;
            String id = Optional.ofNullable(file.path("content_id").textValue())
                    .map(given -> "\r\nContent-ID: <" + given + ">")
                    .orElse("");
            part(message, file.path("content_type").asText(), "\r\nContent-Disposition: " + kind + id, content);
        }
        return message.append("\r\n--" + BOUNDARY + "--\r\n").toString();
    }

    private static void header(StringBuilder message, String name, String value) {
        message.append(name).append(": ").append(value).append("\r\n");
    }

    private static void part(StringBuilder message, String type, String more, byte[] content) {
        message.append("\r\n--" + BOUNDARY + "\r\nContent-Type: ")
                .append(type)
                .append("\r\nContent-Transfer-Encoding: base64")
                .append(more)
                .append("\r\n\r\n")
                .append(Base64.getMimeEncoder().encodeToString(content));
    }

    private static String encoded(String subject) {
        boolean plain = subject.chars().allMatch(c -> c >= ' ' && c < 127);
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        return plain ? subject : "=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
}
