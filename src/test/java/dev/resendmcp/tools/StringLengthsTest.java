package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.testing.McpCalls;
import jakarta.validation.Validation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every string argument of every tool has a greatest length. */
class StringLengthsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tools TOOLS = new ToolRegistry(
            Catalogue.MODULES,
            type -> Proxy.newProxyInstance(
                    ResendClient.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null),
            Validation.buildDefaultValidatorFactory().getValidator());

    static Stream<ToolDefinition> tools() {
        return TOOLS.list().stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyStringThatIsTooLongIsRefusedByName(ToolDefinition tool) {
        ObjectNode schema = JSON.valueToTree(tool.inputSchema());
        schema.path("properties").properties().forEach(property -> {
            if (mayBeString(property.getValue())) {
                int longest = property.getValue().path("maxLength").asInt(StringLengths.DEFAULT);
                assertThat(longest).isLessThanOrEqualTo(50 * 1024 * 1024);
                if (longest <= 16_384) {
                    assertRefused(tool.name(), property.getKey(), "x".repeat(longest + 1));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("tools")
    void noStringIsWithoutALimit(ToolDefinition tool) {
        JsonNode checked = StringLengths.complete(JSON.valueToTree(tool.inputSchema()));
        List<String> unlimited = new ArrayList<>();
        collect(checked, "", unlimited);
        assertThat(unlimited).isEmpty();
    }

    @Test
    void cursorOfTwentyThousandCharactersNeverLeaves() {
        assertRefused("list_broadcasts", "after", "x".repeat(20_000));
    }

    private static void assertRefused(String tool, String argument, String value) {
        Optional<ToolError> error = TOOLS.check(new ToolCall(
                Caller.LOCAL, tool, McpCalls.JSON.createObjectNode().put(argument, value)));
        assertThat(error).isPresent();
        assertThat(error.get().message()).contains(argument + ": must be at most");
    }

    private static boolean mayBeString(JsonNode schema) {
        JsonNode type = schema.path("type");
        return !schema.has("enum")
                && !schema.has("const")
                && (type.asText().equals("string")
                        || (type.isArray() && type.toString().contains("\"string\"")));
    }

    private static void collect(JsonNode schema, String path, List<String> unlimited) {
        if (!schema.isObject()) {
            return;
        }
        if (mayBeString(schema) && !schema.has("maxLength")) {
            unlimited.add(path);
        }
        schema.path("properties")
                .properties()
                .forEach(each -> collect(each.getValue(), path + "/" + each.getKey(), unlimited));
        for (String inner : List.of("items", "additionalProperties", "anyOf", "oneOf", "allOf")) {
            JsonNode child = schema.path(inner);
            if (child.isArray()) {
                child.forEach(each -> collect(each, path, unlimited));
            } else {
                collect(child, path + "/" + inner, unlimited);
            }
        }
    }
}
