package dev.resendmcp.tools.lenient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The published schemas of all tools keep the rules of OpenAI (strict and not), Anthropic, Gemini and VS Code. */
class ProviderSchemasTest {
    /** Maps whose keys only the caller knows, by the last part of their path; {@code .ci/provider-check} explains them. */
    private static final List<String> FREE_FORM =
            List.of("headers", "variables", "properties", "payload", "filter", "schema", "rules[]", "steps[]");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void everyToolIsTakenByEveryProvider() {
        assertThat(tools().flatMap(tool -> ProviderRules.ofTool(tool).stream())).isEmpty();
    }

    @Test
    void everyPropertyHasOneTypeAndOnlyKeywordsThatAllKnow() {
        assertThat(tools().flatMap(tool -> ProviderRules.parts(tool).stream())
                        .flatMap(part -> ProviderRules.ofPart(part).stream()))
                .isEmpty();
    }

    @Test
    void everyToolIsSmallEnoughForStrictMode() {
        assertThat(tools().flatMap(tool -> ProviderRules.ofStrictSize(tool).stream()))
                .isEmpty();
    }

    @Test
    void onlyFreeFormMapsCannotBeStrict() {
        assertThat(tools().flatMap(tool -> ProviderRules.open(tool).stream()))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(FREE_FORM).contains(path.substring(path.lastIndexOf('.') + 1)));
    }

    @Test
    void everyMapDeclaresTheTypeOfItsValuesUnlessItIsPassedOnAsItIs() {
        assertThat(tools().flatMap(tool -> ProviderRules.parts(tool).stream())
                        .filter(part -> part.schema().path("type").asText().equals("object"))
                        .filter(part -> !part.schema().has("additionalProperties"))
                        .map(ProviderRules.Part::path)
                        .map(path -> path.substring(path.lastIndexOf('.') + 1)))
                .isSubsetOf("payload", "filter", "rules[]", "steps[]", "variables");
    }

    private static Stream<JsonNode> tools() {
        List<JsonNode> tools = StreamSupport.stream(
                        service.mcp().ask("tools/list").path("tools").spliterator(), false)
                .toList();
        assertThat(tools).hasSize(145);
        return tools.stream();
    }
}
