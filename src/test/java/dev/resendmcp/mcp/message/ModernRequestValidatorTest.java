package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.mcp.dispatch.MirroredArguments;
import dev.resendmcp.testing.McpCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments whose schema says {@code x-mcp-header}: what clients must repeat in which header. */
class ModernRequestValidatorTest {
    private static final JsonNode SCHEMA = McpCalls.json("""
            {'type':'object','properties':{
              'region':{'type':'string','x-mcp-header':'Region'},
              'count':{'type':'integer','x-mcp-header':'Count'},
              'urgent':{'type':'boolean','x-mcp-header':'Urgent'},
              'plain':{'type':'string'},
              'place':{'type':'object','properties':{'city':{'type':'string','x-mcp-header':'City'}}},
              'list':{'type':'array','items':{'properties':{'x':{'type':'string','x-mcp-header':'X'}}}},
              'choice':{'anyOf':[{'properties':{'y':{'type':'string','x-mcp-header':'Y'}}}]}}}""");
    private static final ModernRequestValidator FORM =
            new ModernRequestValidator(() -> Map.of("move", MirroredArguments.of(SCHEMA)));

    @Test
    void onlyPropertiesLeadToMirroredArguments() {
        assertThat(MirroredArguments.of(SCHEMA))
                .extracting(ModernRequestValidator.MirroredArgument::header)
                .containsExactly("Mcp-Param-Region", "Mcp-Param-Count", "Mcp-Param-Urgent", "Mcp-Param-City");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'region':'eu'}                | Mcp-Param-Region | eu",
                "{'region':'eu'}                | Mcp-Param-Region | =?base64?ZXU=?=",
                "{'region':'Zürich'}            | Mcp-Param-Region | =?base64?WsO8cmljaA==?=",
                "{'region':''}                  | Mcp-Param-Region | ''",
                "{'count':42}                   | Mcp-Param-Count  | 42",
                "{'count':42}                   | Mcp-Param-Count  | 42.0",
                "{'count':9007199254740993}     | Mcp-Param-Count  | 9007199254740993",
                "{'urgent':true}                | Mcp-Param-Urgent | true",
                "{'place':{'city':'Bern'}}      | Mcp-Param-City   | Bern",
                "{'region':null}                |                  |",
                "{}                             |                  |",
                "{'plain':'x'}                  |                  |"
            })
    void sameIsAccepted(String arguments, String header, String value) {
        assertThat(wrong(arguments, header, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'region':'eu'}                | Mcp-Param-Region | us",
                "{'region':'eu'}                | Mcp-Param-Region | EU",
                "{'region':'eu'}                | Mcp-Param-Region | =?base64?ZXU?=",
                "{'region':'eu'}                |                  |",
                "{'region':null}                | Mcp-Param-Region | eu",
                "{}                             | Mcp-Param-Region | eu",
                "{'count':42}                   | Mcp-Param-Count  | 43",
                "{'count':42}                   | Mcp-Param-Count  | forty-two",
                "{'count':9007199254740993}     | Mcp-Param-Count  | 9007199254740992",
                "{'urgent':true}                | Mcp-Param-Urgent | True",
                "{'place':{'city':'Bern'}}      |                  |"
            })
    void differentIsRefused(String arguments, String header, String value) {
        assertThat(wrong(arguments, header, value)).hasValueSatisfying(error -> {
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.code()).isEqualTo(RpcError.HEADER_MISMATCH);
        });
    }

    @Test
    void aHeaderThatComesTwiceIsRefused() {
        assertThat(wrong("{'region':'eu'}", Map.of("Mcp-Param-Region", List.of("eu", "eu"))))
                .isPresent();
    }

    @Test
    void theNameIsLookedAtBeforeTheArguments() {
        Map<String, List<String>> both = Map.of("Mcp-Name", List.of("other"), "Mcp-Param-Region", List.of("us"));
        assertThat(wrong("{'region':'eu'}", both))
                .hasValueSatisfying(error -> assertThat(error.message()).contains("Mcp-Name"));
    }

    private static Optional<RpcError> wrong(String arguments, String header, String value) {
        return wrong(arguments, header == null ? Map.of() : Map.of(header, List.of(value)));
    }

    private static Optional<RpcError> wrong(String arguments, Map<String, List<String>> parameters) {
        ObjectNode params = (ObjectNode)
                McpCalls.json("{'name':'move','_meta':" + "{'io.modelcontextprotocol/clientCapabilities':{}}}");
        params.set("arguments", McpCalls.json(arguments));
        McpRequest request = new McpRequest(new TextNode("1"), "tools/call", params, true, "2026-07-28");
        Map<String, List<String>> usual = Map.of(
                "MCP-Protocol-Version", List.of("2026-07-28"),
                "Mcp-Method", List.of("tools/call"),
                "Mcp-Name", List.of("move"));
        return FORM.wrong(request, name -> parameters.getOrDefault(name, usual.getOrDefault(name, List.of())));
    }
}
