package dev.resendmcp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.ModernCalls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP request in the making: each part of it can be damaged until it is written down. */
final class HttpMessage {
    private String method = "POST";
    private String target = "/mcp";
    private final List<Header> headers = new ArrayList<>();
    private byte[] body;

    /** A header line. */
    record Header(String name, String value) {}

    /** A request as a good client posts it, with the headers that repeat the body. */
    HttpMessage(JsonNode message, String token) {
        this.body = message.toString().getBytes(StandardCharsets.UTF_8);
        JsonNode version = message.at("/params/_meta").path("io.modelcontextprotocol/protocolVersion");
        header("Host", "localhost");
        header("Authorization", "Bearer " + token);
        header("Content-Type", "application/json");
        header("Accept", "application/json, text/event-stream");
        header("MCP-Protocol-Version", version.asText("2025-11-25"));
        if (version.asText().equals(ModernCalls.VERSION)) {
            header("Mcp-Method", message.path("method").asText());
            JsonNode name =
                    message.at("/params/name").isTextual() ? message.at("/params/name") : message.at("/params/uri");
            if (name.isTextual()) {
                header("Mcp-Name", name.asText());
            }
        }
    }

    String method() {
        return method;
    }

    void method(String other) {
        method = other;
    }

    String target() {
        return target;
    }

    void target(String other) {
        target = other;
    }

    byte[] body() {
        return body;
    }

    void body(byte[] other) {
        body = other;
    }

    List<Header> headers() {
        return headers;
    }

    void header(String name, String value) {
        headers.add(new Header(name, value));
    }

    /** Replaces all headers of this name. */
    void only(String name, String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        header(name, value);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    /** What goes over the wire; the length is added unless the headers frame the body themselves. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (!has("Transfer-Encoding") && !has("Content-Length")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
