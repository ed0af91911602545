package dev.resendmcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Speaks MCP 2026-07-28 as a plain HTTP client would. Every request can be damaged before it is sent. */
public final class ModernCalls {
    /** The revision that requests name. */
    public static final String VERSION = "2026-07-28";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    /** @param endpoint where MCP is served */
    public ModernCalls(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** A request in the making. */
    public static final class Message {
        private final ObjectNode body = McpCalls.JSON.createObjectNode();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private boolean cut;

        /** A complete request; params may be written with single quotes. */
        public Message(String method, String params) {
            body.put("jsonrpc", "2.0").put("id", 1).put("method", method);
            ObjectNode given = (ObjectNode) McpCalls.json(params);
            ObjectNode meta = given.get("_meta") instanceof ObjectNode some ? some : given.putObject("_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", VERSION);
            meta.putObject("io.modelcontextprotocol/clientCapabilities");
            body.set("params", given);
            headers.put("Content-Type", "application/json");
            headers.put("Accept", "application/json, text/event-stream");
            headers.put("MCP-Protocol-Version", VERSION);
            headers.put("Mcp-Method", method);
            JsonNode name = given.path(method.equals("resources/read") ? "uri" : "name");
            if (name.isTextual()) {
                headers.put("Mcp-Name", name.asText());
            }
        }

        /** Sets a header, or leaves it out when the value is null. */
        public Message header(String name, String value) {
            if (value == null) {
                headers.remove(name);
            } else {
                headers.put(name, value);
            }
            return this;
        }

        /** Sets the id. */
        public Message id(JsonNode id) {
            body.set("id", id);
            return this;
        }

        /** Makes a notification of it. */
        public Message withoutId() {
            body.remove("id");
            return this;
        }

        /** Sets a required key of {@code _meta}, or leaves it out when the value is null. */
        public Message meta(String key, JsonNode value) {
            ObjectNode meta = (ObjectNode) body.at("/params/_meta");
            if (value == null) {
                meta.remove("io.modelcontextprotocol/" + key);
            } else {
                meta.set("io.modelcontextprotocol/" + key, value);
            }
            return this;
        }

        /** Leaves out the last brace. */
        public Message cut() {
            cut = true;
            return this;
        }

        private HttpRequest request(URI endpoint) {
            String text = body.toString();
            String sent = cut ? text.substring(0, text.length() - 1) : text;
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(sent));
            headers.forEach(request::header);
            return request.build();
        }
    }

    /** Sends a request and waits for the whole answer. */
    public HttpResponse<String> send(Message message) {
        return sendLater(message).join();
    }

    /** The same without waiting. */
    public CompletableFuture<HttpResponse<String>> sendLater(Message message) {
        return http.sendAsync(message.request(endpoint), BodyHandlers.ofString());
    }

    /** Sends a request and gives the answer as soon as it begins. Closing the stream hangs up. */
    public HttpResponse<InputStream> open(Message message) {
        return http.sendAsync(message.request(endpoint), BodyHandlers.ofInputStream())
                .join();
    }

    /** The messages of an event stream that has ended. */
    public static List<JsonNode> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> McpCalls.tree(line.substring("data: ".length())))
                .toList();
    }
}
