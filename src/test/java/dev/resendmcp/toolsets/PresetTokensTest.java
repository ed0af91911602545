package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients load the list of tools into the context of a model: presets stay within what small ones hold. */
class PresetTokensTest {
    private static final Set<String> PRESETS =
            Set.of("all", "core", "sending", "marketing", "inbound", "admin", "read-only");

    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void coreHasAtMostFortyToolsAndSixThousandTokens() {
        JsonNode tools = tools("core");
        assertThat(tools.size()).isBetween(15, 40);
        assertThat(tokens(tools)).isLessThanOrEqualTo(6_000);
    }

    @Test
    void sendingHasAtMostTwoAndAHalfThousandTokens() {
        assertThat(tokens(tools("sending"))).isLessThanOrEqualTo(2_500);
    }

    @Test
    void everyPresetIsPrintedWithItsTokens() {
        for (String preset : PRESETS.stream().sorted().toList()) {
            JsonNode tools = tools(preset);
            System.err.printf("[tokens] %s: %d tools, %d tokens%n", preset, tools.size(), tokens(tools));
            assertThat(tools).isNotEmpty();
        }
    }

    private static JsonNode tools(String preset) {
        return McpCalls.parse(service.mcp()
                        .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", "X-MCP-Toolsets", preset))
                .at("/result/tools");
    }

    private static int tokens(JsonNode tools) {
        return O200K.countTokensOrdinary(tools.toString());
    }
}
