package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    void tableOfTheDocumentationIsRight() throws IOException {
        Map<String, MatchResult> documented = Pattern.compile("\\| `([a-z-]+)` \\| [^|]+ \\| (\\d+) \\| ([\\d,]+) \\|")
                .matcher(Files.readString(Path.of("docs/access.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), Function.identity()));
        assertThat(documented.keySet()).isEqualTo(PRESETS);
        for (String preset : PRESETS) {
            JsonNode tools = tools(preset);
            MatchResult row = documented.get(preset);
            assertThat(row.group(2)).as(preset).isEqualTo(String.valueOf(tools.size()));
            assertThat(Integer.parseInt(row.group(3).replace(",", "")))
                    .as("tokens of %s", preset)
                    .isCloseTo(tokens(tools), withinPercentage(3));
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
