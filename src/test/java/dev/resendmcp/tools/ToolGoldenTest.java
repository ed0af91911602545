package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.sandbox.RecordedRequest;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each tool as published, and the request it sends, match its golden file. */
class ToolGoldenTest {
    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY);
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @TestFactory
    Stream<DynamicTest> everyToolMatchesItsGoldenFile() {
        JsonNode tools = service.mcp().ask("tools/list").path("tools");
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> DynamicTest.dynamicTest(tool.path("name").asText(), () -> check(tool)));
    }

    @Test
    void goldenFilesAndToolsMatchOneToOne() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(Golden.directory())) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Catalogue.toolNames());
        }
    }

    private static void check(JsonNode tool) throws IOException {
        resend.reset();
        String name = tool.path("name").asText();
        Golden golden = Golden.of(name);
        Map<String, String> actual = new LinkedHashMap<>();
        JsonNode given = golden.given();
        for (int i = 0; i < given.size(); i++) {
            JsonNode arguments = fill(given.get(i).path("arguments"), actual);
            JsonNode answer = service.mcp().call(given.get(i).path("call").asText(), arguments);
            assertThat(answer.has("error")).as("given call: %s", answer).isFalse();
            int index = i;
            answer.properties()
                    .forEach(field -> actual.put(
                            placeholder(index, field.getKey()), field.getValue().asText()));
            actual.put(placeholder(index, "data[0].id"), answer.at("/data/0/id").asText());
        }
        JsonNode result = service.mcp().result(name, fill(golden.arguments(), actual));
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        golden.check(tool, describe(resend.lastRequest(), actual));
    }

    private static String placeholder(int given, String field) {
        return "<" + given + "." + field + ">";
    }

    private static JsonNode fill(JsonNode arguments, Map<String, String> actual) {
        String text = arguments.toString();
        for (Map.Entry<String, String> entry : actual.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return McpCalls.json(text);
    }

    /** Line, body and the headers that say something; values that differ from run to run stand as placeholders. */
    private static JsonNode describe(RecordedRequest request, Map<String, String> actual) throws IOException {
        ObjectNode json = McpCalls.JSON.createObjectNode();
        json.put("line", named(request.method() + " " + request.target(), actual));
        ObjectNode headers = json.putObject("headers");
        for (String name : new TreeSet<>(request.headers().keySet())) {
            if (!List.of("host", "connection", "content-length").contains(name)) {
                headers.put(name, header(name, request.header(name)));
            }
        }
        if (request.body().length > 0) {
            boolean isJson = String.valueOf(request.header("content-type")).startsWith("application/json");
            String body = named(request.bodyText(), actual);
            json.set("body", isJson ? McpCalls.JSON.readTree(body) : json.textNode(body));
        }
        return json;
    }

    private static String header(String name, String value) {
        List<String> parts = new ArrayList<>(List.of(value));
        switch (name) {
            case "authorization" -> parts.set(0, "Bearer <key>");
            case "idempotency-key" -> parts.set(0, value.length() == 36 ? "<generated>" : value);
            case "user-agent" -> parts.set(0, value.replaceFirst("/.*", "/<version>"));
            default -> {}
        }
        return parts.get(0);
    }

    private static String named(String text, Map<String, String> actual) {
        String named = text;
        for (Map.Entry<String, String> entry : actual.entrySet()) {
            if (entry.getValue().length() >= 8) {
                named = named.replace(entry.getValue(), entry.getKey());
            }
        }
        return named;
    }
}
