package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each tool as published, and the requests it sends, match its golden file. */
class ToolGoldenTest {
    private static final Set<String> OMITTED = Set.of("host", "connection", "content-length");

    /** Headers of every request; golden files do not repeat them. */
    private static final Map<String, String> COMMON_HEADERS = Map.of(
            "accept", "application/json",
            "accept-encoding", "gzip, deflate, x-gzip",
            "authorization", "Bearer <key>",
            "user-agent", "resend-full-mcp/<version>");

    @RegisterExtension
    static final ServiceExtension usual = new ServiceExtension();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("DEDUPLICATION_WINDOW", "0s");

    private static final SampleAccount account = new SampleAccount(usual, service);

    @TestFactory
    Stream<DynamicTest> everyToolMatchesItsGoldenFile() {
        return StreamSupport.stream(account.tools().spliterator(), false)
                .map(tool -> DynamicTest.dynamicTest(tool.path("name").asText(), () -> check(tool)));
    }

    @Test
    void goldenFilesAndToolsMatchOneToOne() throws IOException {
        try (Stream<Path> files = Files.list(Golden.directory())) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Catalogue.toolNames());
        }
    }

    private static void check(JsonNode tool) throws IOException {
        Golden golden = Golden.of(tool.path("name").asText());
        List<JsonNode> requests = new ArrayList<>();
        for (JsonNode sample : golden.samples()) {
            account.prepare(golden.given());
            JsonNode result = account.call(tool.path("name").asText(), account.fill(sample));
            assertThat(result.path("isError").asBoolean())
                    .as("%s: %s", sample, result)
                    .isFalse();
            requests.add(describe(account.lastRequest()));
        }
        golden.check(tool, requests);
    }

    /** Line, headers and body, with placeholders for values that differ between runs. */
    private static JsonNode describe(RecordedRequest request) {
        ObjectNode json = McpCalls.JSON.createObjectNode();
        json.put("request", account.named(request.method() + " " + request.target()));
        Map<String, String> headers = headers(request);
        assertThat(headers).containsAllEntriesOf(COMMON_HEADERS);
        headers.keySet().removeAll(COMMON_HEADERS.keySet());
        if (!headers.isEmpty()) {
            json.set("headers", McpCalls.JSON.valueToTree(headers));
        }
        if (request.body().length > 0) {
            String type = String.valueOf(request.header("content-type"));
            String body = account.named(request.bodyText());
            String boundary = type.replaceFirst(".*boundary=", "");
            json.set(
                    "body",
                    type.startsWith("application/json")
                            ? McpCalls.tree(body)
                            : json.textNode(body.replace(boundary, "<boundary>")));
        }
        return json;
    }

    private static Map<String, String> headers(RecordedRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().keySet().stream()
                .filter(name -> !OMITTED.contains(name))
                .forEach(name -> headers.put(name, header(name, request.header(name))));
        return headers;
    }

    private static String header(String name, String value) {
        return switch (name) {
            case "authorization" -> "Bearer <key>";
            case "idempotency-key" -> value.length() == 36 ? "<generated>" : value;
            case "user-agent" -> value.replaceFirst("/.*", "/<version>");
            case "content-type" -> value.replaceFirst("boundary=.*", "boundary=<boundary>");
            default -> value;
        };
    }
}
