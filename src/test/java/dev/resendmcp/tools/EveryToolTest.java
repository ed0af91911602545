package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.Facts;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Calls every tool over HTTP with required arguments only, with all optional ones, and with hostile ids. What must arrive
 * is worked out from the facts of the API, so that a wrong interface cannot confirm itself.
 */
class EveryToolTest {
    private static final List<String> HOSTILE = List.of(
            "",
            ".",
            "..",
            "a\r\nX-Evil: 1",
            "a\u0000b",
            "../domains",
            "a/../../domains",
            "a\\..",
            "%2e%2e",
            "%2E%2E%2Fdomains",
            "a/b?c=d#e",
            "{id}",
            "a;b=c",
            "ü b");

    /** Those that something on the way to Resend could take for another path. */
    private static final Set<String> NEVER_SENT =
            Set.of("", ".", "..", "../domains", "a/../../domains", "a\\..", "%2e%2e", "%2E%2E%2Fdomains");

    private static final Set<String> ABOUT_THE_ANSWER = Set.of("fields", "body", "offset", "dry_run");

    /** Arguments that name a file, for which other tests upload one. */
    private static final Set<String> ABOUT_FILES = Set.of("from_file", "save_as");

    private static final Map<String, Facts> FACTS = Facts.byTool();

    @RegisterExtension
    static final ServiceExtension usual = new ServiceExtension();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("DEDUPLICATION_WINDOW", "0s");

    private static final DefaultJsonSchemaValidator SCHEMAS = new DefaultJsonSchemaValidator();

    private static final SampleAccount account = new SampleAccount(usual, service);

    @TestFactory
    Stream<DynamicTest> requiredArgumentsOnly() {
        return forEveryTool((tool, golden) -> {
            JsonNode sample = golden.samples().get(golden.samples().size() - 1);
            ObjectNode least = McpCalls.JSON.createObjectNode();
            tool.at("/inputSchema/required").forEach(name -> least.set(name.asText(), argument(golden, name.asText())));
            account.prepare(golden.given());
            JsonNode result = whole(tool, account.fill(least));
            // A rule over several fields may ask for more; the last sample of such a tool is its smallest.
            if (result.at("/structuredContent/error/name").asText().equals("invalid_arguments")) {
                assertThat(sample.size()).as("arguments of the smallest sample").isLessThanOrEqualTo(least.size() + 3);
                assertArrives(tool, golden, sample);
            } else {
                assertWhole(result);
                ExpectedRequest.of(FACTS.get(name(tool)), account.fill(least)).assertSame(account.lastRequest());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> allOptionalArguments() {
        return forEveryTool((tool, golden) -> {
            Set<String> covered = new TreeSet<>();
            for (JsonNode sample : golden.samples()) {
                sample.fieldNames().forEachRemaining(covered::add);
                assertArrives(tool, golden, sample);
            }
            Set<String> published = new TreeSet<>();
            tool.at("/inputSchema/properties").fieldNames().forEachRemaining(published::add);
            List.of(covered, published).forEach(names -> {
                names.removeAll(ABOUT_THE_ANSWER);
                names.removeAll(ABOUT_FILES);
            });
            assertThat(covered).as("arguments in the samples").isEqualTo(published);
        });
    }

    @TestFactory
    Stream<DynamicTest> hostileIds() {
        return forEveryTool((tool, golden) -> {
            JsonNode sample = golden.samples().get(0);
            List<String> ids = ExpectedRequest.pathArguments(FACTS.get(name(tool)), sample);
            for (String id : ids) {
                for (String hostile : HOSTILE) {
                    account.prepare(golden.given());
                    ObjectNode arguments = account.fill(sample).deepCopy();
                    arguments.put(id, hostile);
                    int before = account.requests();
                    JsonNode result = account.call(name(tool), arguments);
                    assertThat(result.path("isError").asBoolean())
                            .as("%s = %s", id, hostile)
                            .isTrue();
                    if (NEVER_SENT.contains(hostile)) {
                        assertThat(account.requests())
                                .as("%s = %s", id, hostile)
                                .isEqualTo(before);
                    }
                    if (account.requests() == before) {
                        assertThat(result.at("/structuredContent/error/message").asText())
                                .startsWith(id + ": ");
                    } else {
                        ExpectedRequest.of(FACTS.get(name(tool)), arguments).assertSamePath(account.lastRequest());
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> answersMatchTheOutputSchema() {
        return forEveryTool((tool, golden) -> {
            account.prepare(golden.given());
            JsonNode sample = account.fill(golden.samples().get(0));
            for (JsonNode result : List.of(account.call(name(tool), sample), whole(tool, sample))) {
                assertThat(tool.at("/outputSchema/type").asText()).isEqualTo("object");
                assertThat(SCHEMAS.validate(
                                        McpCalls.JSON.convertValue(
                                                tool.get("outputSchema"), new TypeReference<Map<String, Object>>() {}),
                                        McpCalls.JSON.convertValue(result.get("structuredContent"), Object.class))
                                .valid())
                        .as(result.toString())
                        .isTrue();
            }
            account.prepare(golden.given());
        });
    }

    /** A call whose result is Resend's own answer. */
    private static JsonNode whole(JsonNode tool, JsonNode arguments) {
        ObjectNode all = arguments.deepCopy();
        if (tool.at("/inputSchema/properties").has("fields")) {
            all.remove(ABOUT_THE_ANSWER);
            all.put("fields", "*");
        }
        if (tool.at("/inputSchema/properties").has("dry_run")) {
            all.put("dry_run", false);
        }
        return account.call(name(tool), all);
    }

    private static void assertArrives(JsonNode tool, Golden golden, JsonNode sample) {
        account.prepare(golden.given());
        JsonNode arguments = account.fill(sample);
        assertWhole(whole(tool, arguments));
        ExpectedRequest.of(FACTS.get(name(tool)), arguments).assertSame(account.lastRequest());
    }

    /** What Resend answered is what the caller gets, as structured content and as text. */
    private static void assertWhole(JsonNode result) {
        RecordedRequest request = account.lastRequest();
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        JsonNode expected = McpCalls.tree(request.answer());
        assertThat(withoutNote(result.path("structuredContent"))).isEqualTo(expected);
        assertThat(withoutNote(McpCalls.tree(result.at("/content/0/text").asText())))
                .isEqualTo(expected);
    }

    /** The one field that the service adds to the answers of calls with a time. */
    private static JsonNode withoutNote(JsonNode answer) {
        return ((ObjectNode) answer.deepCopy()).without("scheduled_at_resolved");
    }

    private static JsonNode argument(Golden golden, String name) {
        return golden.samples().stream()
                .map(sample -> sample.path(name))
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample has " + name));
    }

    private static String name(JsonNode tool) {
        return tool.path("name").asText();
    }

    /** A check of one tool. */
    private interface Check {
        void run(JsonNode tool, Golden golden);
    }

    private static Stream<DynamicTest> forEveryTool(Check check) {
        List<JsonNode> tools = new ArrayList<>();
        StreamSupport.stream(account.tools().spliterator(), false).forEach(tools::add);
        return tools.stream()
                .map(tool -> DynamicTest.dynamicTest(name(tool), () -> check.run(tool, Golden.of(name(tool)))));
    }
}
