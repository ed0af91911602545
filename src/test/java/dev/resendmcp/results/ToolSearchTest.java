package dev.resendmcp.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.api.PartOf;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools are found by the words that people use, and the list of all of them stays small. */
class ToolSearchTest {
    private static final int MOST_TOKENS = 20_000;

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void requestsInPeoplesWordsFindTheirTool() {
        ToolListFigures figures = ToolListFigures.of(tools());
        assertThat(ToolListFigures.allRequests()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(figures.recall5()).as("missed: %s", figures.missed()).isGreaterThanOrEqualTo(0.92);
        assertThat(figures.recall1()).isGreaterThanOrEqualTo(0.65);
    }

    @Test
    void everyRequestNamesToolsThatExist() {
        assertThat(ToolListFigures.allRequests())
                .allSatisfy(request -> assertThat(Catalogue.toolNames()).containsAll(request.tools()));
    }

    @Test
    void allToolsTogetherFitIntoAClientsContext() {
        assertThat(ToolListFigures.of(tools()).tokens()).isLessThanOrEqualTo(MOST_TOKENS);
    }

    @Test
    void nearlyEveryArgumentIsDescribed() {
        assertThat(ToolListFigures.of(tools()).described()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void instructionsNameEveryModule() {
        String instructions = service.mcp()
                .resultOf("initialize", "{'protocolVersion':'2025-11-25'}")
                .path("instructions")
                .asText();
        assertThat(Catalogue.MODULES)
                .filteredOn(module -> !module.isAnnotationPresent(PartOf.class))
                .allSatisfy(module -> assertThat(instructions).contains(WireFormat.name(module.getSimpleName())));
    }

    @Test
    void theServerShowsItselfToPeople() {
        JsonNode server = service.mcp()
                .resultOf("initialize", "{'protocolVersion':'2025-11-25'}")
                .path("serverInfo");
        assertThat(server.fieldNames())
                .toIterable()
                .contains("name", "version", "title", "description", "websiteUrl", "icons");
        JsonNode older = service.mcp()
                .resultOf("initialize", "{'protocolVersion':'2025-06-18'}")
                .path("serverInfo");
        assertThat(older.fieldNames()).toIterable().containsExactly("name", "version", "title");
    }

    @Test
    void aHandfulOfToolsIsAlwaysLoaded() {
        assertThat(tools().findValuesAsText("anthropic/alwaysLoad")).hasSizeBetween(3, 8);
    }

    private static JsonNode tools() {
        return service.mcp().ask("tools/list").path("tools");
    }
}
