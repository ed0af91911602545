package dev.resendmcp.cli.selftest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A client of the MCP endpoint of a running service. */
final class McpEndpoint {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Revision that it speaks. */
    private static final String REVISION = "2025-11-25";

    private static final int UNAUTHORIZED = 401;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than a call may take with default settings. */
    private static final Duration ANSWER = Duration.ofSeconds(70);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI address;
    private final Optional<String> token;

    /** @param token of a caller; empty if the service needs none */
    McpEndpoint(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    /** The service did not answer, or refused; the message says what to do. */
    static final class EndpointException extends Exception {
        private static final long serialVersionUID = 1L;

        EndpointException(String message) {
            super(message);
        }
    }

    URI address() {
        return address;
    }

    /** Name and version of the server. */
    String handshake() throws EndpointException {
        ObjectNode params = JSON.createObjectNode().put("protocolVersion", REVISION);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "selftest").put("version", "1");
        JsonNode server = request("initialize", params).path("serverInfo");
        return server.path("name").asText() + " " + server.path("version").asText();
    }

    /** The definitions of all tools. */
    JsonNode tools() throws EndpointException {
        return request("tools/list", JSON.createObjectNode()).path("tools");
    }

    /** Calls a tool. */
    ToolAnswer call(String tool, ObjectNode arguments) throws EndpointException {
        ObjectNode params = JSON.createObjectNode().put("name", tool);
        params.set("arguments", arguments);
        JsonNode result = request("tools/call", params);
        return new ToolAnswer(
                result.path("structuredContent"), result.path("isError").asBoolean());
    }

    private JsonNode request(String method, ObjectNode params) throws EndpointException {
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        message.set("params", params);
        JsonNode answer = parse(send(message.toString()));
        if (answer.has("error")) {
            throw new EndpointException(method + " is answered with: "
                    + answer.path("error").path("message").asText());
        }
        return answer.path("result");
    }

    private HttpResponse<String> send(String body) throws EndpointException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", REVISION)
                .POST(BodyPublishers.ofString(body));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new EndpointException(
                    "Nothing answers at " + address + ": start the service, or name its address" + " with --url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException("Interrupted.");
        }
    }

    private JsonNode parse(HttpResponse<String> answer) throws EndpointException {
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new EndpointException("The service accepts no token of MCP_AUTH_TOKENS: run this command with the"
                    + " environment of the service.");
        }
        try {
            return JSON.readTree(lastEvent(answer.body()));
        } catch (JacksonException e) {
            throw new EndpointException(address + " answers with HTTP status " + answer.statusCode()
                    + " and no JSON: name the address of the service with --url, such as http://127.0.0.1:8080/mcp.");
        }
    }

    /** The message itself or, of an event stream, the last one. */
    private static String lastEvent(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring("data:".length()))
                .orElse(body);
    }
}
