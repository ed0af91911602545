package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that repeat the body. */
class ModernRequestValidatorTest {
    @ParameterizedTest
    @CsvSource({"eu, eu", "eu, =?base64?ZXU=?=", "Zürich, =?base64?WsO8cmljaA==?=", "'', ''"})
    void sameNameIsAccepted(String name, String header) {
        assertThat(wrong(name, List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eu, us", "eu, EU", "eu, =?base64?ZXU?=", "eu, ''"})
    void differentNameIsRefused(String name, String header) {
        assertThat(wrong(name, List.of(header))).hasValueSatisfying(error -> {
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.code()).isEqualTo(RpcError.HEADER_MISMATCH);
        });
    }

    @Test
    void missingNameIsRefused() {
        assertThat(wrong("eu", List.of())).isPresent();
    }

    @Test
    void aHeaderThatComesTwiceIsRefused() {
        assertThat(wrong("eu", List.of("eu", "eu"))).isPresent();
    }

    @Test
    void methodsWithoutASubjectNeedNoName() {
        assertThat(ModernRequestValidator.wrong(request("eu"), headers(List.of()), ""))
                .isEmpty();
    }

    private static Optional<RpcError> wrong(String name, List<String> values) {
        return ModernRequestValidator.wrong(request(name), headers(values), "name");
    }

    private static ModernRequestValidator.Headers headers(List<String> names) {
        Map<String, List<String>> headers = Map.of(
                "MCP-Protocol-Version", List.of("2026-07-28"),
                "Mcp-Method", List.of("tools/call"),
                "Mcp-Name", names);
        return name -> headers.getOrDefault(name, List.of());
    }

    private static McpRequest request(String name) {
        return new McpRequest(
                new TextNode("1"),
                "tools/call",
                McpCalls.json("{'name':'" + name + "','_meta':{'io.modelcontextprotocol/clientCapabilities':{}}}"),
                true,
                "2026-07-28");
    }
}
