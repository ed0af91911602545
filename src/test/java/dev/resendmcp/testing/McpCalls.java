package dev.resendmcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Speaks MCP 2025-11-25 as a plain HTTP client would, so that tests see exactly what is on the wire. */
public final class McpCalls {
    /** Reads and writes plain JSON. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final Optional<String> token;

    /** @param endpoint where MCP is served */
    public McpCalls(URI endpoint) {
        this(endpoint, Optional.empty());
    }

    private McpCalls(URI endpoint, Optional<String> token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    /** The same for the caller that a bearer token stands for, over connections of its own. */
    public McpCalls as(String other) {
        return new McpCalls(endpoint, Optional.of(other));
    }

    /** Parses JSON that is written with single quotes. */
    public static JsonNode json(String text) {
        return tree(text.replace('\'', '"'));
    }

    /** Parses JSON. */
    public static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The structured content of a call's result, be it an answer or an error. */
    public JsonNode call(String tool, JsonNode arguments) {
        return result(tool, arguments).path("structuredContent");
    }

    /** The structured content of a call's result; arguments may be written with single quotes. */
    public JsonNode call(String tool, String arguments) {
        return call(tool, json(arguments));
    }

    /** A call's whole result. */
    public JsonNode result(String tool, JsonNode arguments) {
        return resultIn(parse(send(callMessage(tool, arguments))));
    }

    /** The same without waiting for it. */
    public CompletableFuture<JsonNode> callLater(String tool, JsonNode arguments) {
        return http.sendAsync(request(callMessage(tool, arguments)).build(), BodyHandlers.ofString())
                .thenApply(answer -> {
                    assertThat(answer.body())
                            .as("status %d", answer.statusCode())
                            .isNotEmpty();
                    return parse(answer).path("result").path("structuredContent");
                });
    }

    /** Answer to a method without parameters. */
    public JsonNode ask(String method) {
        return parse(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"))
                .path("result");
    }

    /** The whole answer to a method; parameters may be written with single quotes. */
    public JsonNode ask(String method, String params, String... headers) {
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        message.set("params", json(params));
        return parse(send(message.toString(), headers));
    }

    /** The result of a method. */
    public JsonNode resultOf(String method, String params) {
        return resultIn(ask(method, params));
    }

    /** The error that a method answers with, which tells nothing of the program. */
    public JsonNode errorOf(String method, String params) {
        JsonNode answer = ask(method, params);
        if (!answer.has("error")
                || answer.path("id").asInt() != 1
                || answer.toString().matches(".*(Exception|java\\.).*")) {
            throw new AssertionError("no proper error: " + answer);
        }
        return answer.path("error");
    }

    /** Posts any body with further headers, given as names and values in turn. */
    public HttpResponse<String> send(String body, String... headers) {
        HttpRequest.Builder request = request(body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Sends any request. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer as JSON. */
    public static JsonNode parse(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + answer.body(), e);
        }
    }

    private static JsonNode resultIn(JsonNode answer) {
        if (!answer.has("result")) {
            throw new AssertionError("no result: " + answer);
        }
        return answer.path("result");
    }

    private HttpRequest.Builder request(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private static String callMessage(String tool, JsonNode arguments) {
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).set("arguments", arguments);
        return message.toString();
    }
}
