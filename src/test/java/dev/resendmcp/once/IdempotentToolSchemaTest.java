package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolRegistry;
import io.dropwizard.util.Duration;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tools/list says of repeated calls. */
class IdempotentToolSchemaTest {
    private static final List<ToolDefinition> TOOLS = new ToolRegistry(
                    Catalogue.MODULES,
                    module -> null,
                    Validation.buildDefaultValidatorFactory().getValidator())
            .list();

    @Test
    void toolsWithAKeyOfferForceNewAndOthersStayAsTheyAre() {
        IdempotentToolSchema form = new IdempotentToolSchema(Duration.minutes(10));
        assertThat(TOOLS.stream().filter(tool -> !form.publish(tool).equals(tool)))
                .hasSize(6)
                .allSatisfy(tool -> assertThat(
                                (Object) argument(form, tool, "force_new").get("type"))
                        .isEqualTo("boolean"));
    }

    @Test
    void descriptionNamesTheWindow() {
        assertThat(aboutKey(Duration.hours(2))).contains("the same call within 2 hours does nothing more");
    }

    @Test
    void withoutWindowTheDescriptionPromisesNothing() {
        assertThat(aboutKey(Duration.seconds(0))).endsWith("Without one, every call takes effect.");
    }

    private static String aboutKey(Duration window) {
        ToolDefinition send = TOOLS.stream()
                .filter(tool -> tool.name().equals("send_email"))
                .findFirst()
                .orElseThrow();
        return String.valueOf(argument(new IdempotentToolSchema(window), send, "idempotency_key")
                .get("description"));
    }

    private static Map<?, ?> argument(IdempotentToolSchema form, ToolDefinition tool, String name) {
        return (Map<?, ?>) ((Map<?, ?>) form.publish(tool).inputSchema().get("properties")).get(name);
    }
}
