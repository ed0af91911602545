package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.testing.Facts;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ServiceExtension;
import jakarta.validation.Validation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every argument of every tool, written as clients and models write it by habit, reaches Resend as what it means. */
class HabitsTest {
    private static final Map<String, Facts> FACTS = Facts.byTool();
    private static final Map<String, JsonNode> WIDE = new ToolRegistry(
                    Catalogue.MODULES,
                    type -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> null),
                    Validation.buildDefaultValidatorFactory().getValidator())
            .list().stream()
                    .collect(Collectors.toMap(
                            ToolDefinition::name, tool -> McpCalls.JSON.valueToTree(tool.inputSchema())));

    private static final List<String> COUNTED = List.of(
            "number_text",
            "boolean_text",
            "integer_spelling",
            "json_text",
            "single_value",
            "name",
            "dashboard_url",
            "mailto");

    @RegisterExtension
    static final ServiceExtension usual = new ServiceExtension();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("DEDUPLICATION_WINDOW", "0s");

    private static final SampleAccount account = new SampleAccount(usual, service);

    @TestFactory
    Stream<DynamicTest> everyHabitInEveryPlaceReachesResendAsWhatItMeans() {
        Scrape before = Scrape.of(service.running());
        Stream<DynamicTest> tools = samples(sample -> {
            for (Map.Entry<String, ObjectNode> habit :
                    Habits.of(sample.tool(), sample.given(), sample.schema()).entrySet()) {
                sample.assertArrives(habit.getKey(), habit.getValue());
            }
        });
        return Stream.concat(
                tools,
                COUNTED.stream()
                        .map(kind -> DynamicTest.dynamicTest("counts " + kind, () -> {
                            Scrape after = Scrape.of(service.running());
                            assertThat(after.since(before, "mcp_coerced_arguments_total{kind=\"" + kind + "\"}"))
                                    .isGreaterThan(10);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> nullForAllThatIsNotGivenIsAsAbsent() {
        return samples(sample -> {
            ObjectNode arguments = sample.given().deepCopy();
            sample.unset().forEach(arguments::putNull);
            sample.assertArrives("null", arguments);
        });
    }

    @TestFactory
    Stream<DynamicTest> emptyTextForAnIdACursorATimeOrAChoiceIsAsAbsent() {
        return samples(sample -> {
            ObjectNode arguments = sample.given().deepCopy();
            sample.unset().stream()
                    .filter(name -> isMeaningless(name, sample.schema()))
                    .forEach(name -> arguments.put(name, ""));
            sample.assertArrives("empty", arguments);
        });
    }

    private static boolean isMeaningless(String name, JsonNode schema) {
        JsonNode property = schema.path("properties").path(name);
        return property.has("enum")
                || !property.path("type").asText().equals("string")
                || name.matches("after|before|.*_id|.*_at|.*_date|from|email|idempotency_key");
    }

    private Stream<DynamicTest> samples(Consumer<Sample> check) {
        return StreamSupport.stream(account.tools().spliterator(), false)
                .map(tool -> DynamicTest.dynamicTest(tool.path("name").asText(), () -> {
                    Golden golden = Golden.of(tool.path("name").asText());
                    for (JsonNode sample : golden.samples()) {
                        check.accept(new Sample(tool, golden, sample));
                    }
                }));
    }

    /** A sample call of a tool. */
    private record Sample(JsonNode definition, Golden golden, JsonNode given) {
        String tool() {
            return definition.path("name").asText();
        }

        JsonNode schema() {
            return definition.path("inputSchema");
        }

        Set<String> unset() {
            return Habits.unset(given, schema(), WIDE.get(tool()));
        }

        void assertArrives(String habit, JsonNode arguments) {
            account.prepare(golden.given());
            int before = account.requests();
            JsonNode result = account.call(tool(), account.fill(arguments));
            assertThat(account.requests())
                    .as("requests of %s: %s", habit, result)
                    .isGreaterThan(before);
            ExpectedRequest.of(FACTS.get(tool()), account.fill(given)).assertSame(account.lastRequest());
        }
    }
}
