package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The settings of tools hold over stdio too, in both eras. */
class StdioToolsetsTest {
    private static final String META = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";

    @Test
    void listAndCallsObeyTheSettings() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of(
                                "TOOLSETS",
                                "topics",
                                "READ_ONLY",
                                "true",
                                "MCP_AUTH_TOKENS",
                                "ann:" + "t".repeat(32)))) {
            check(service);
            checkBatch(service);
            assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
        }
    }

    private static void check(RunningService service) throws IOException {
        Map<Integer, JsonNode> said = serve(
                service,
                "{'jsonrpc':'2.0','id':1,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'delete_topic','arguments':{'id':'x'}}}",
                "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'delete_star','arguments':{'id':'x'}}}",
                "{'jsonrpc':'2.0','id':4,'method':'tools/list','params':{" + META + "}}",
                "{'jsonrpc':'2.0','id':5,'method':'tools/call','params':{'name':'delete_topic','arguments':{'id':'x'},"
                        + META + "}}",
                "{'jsonrpc':'2.0','id':6,'method':'prompts/list'}");
        assertThat(said.get(1).at("/result/tools")).hasSize(2);
        assertThat(said.get(4).at("/result/tools")).hasSize(2);
        assertThat(said.get(2).path("error")).isEqualTo(said.get(3).path("error"));
        assertThat(said.get(5).at("/error/message").asText()).startsWith("Unknown tool");
        assertThat(said.get(6).at("/result/prompts")).isEmpty();
    }

    private static void checkBatch(RunningService service) throws IOException {
        List<JsonNode> said = lines(
                service,
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-03-26','capabilities':{}}}",
                "[{'jsonrpc':'2.0','id':2,'method':'tools/list'},"
                        + "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'delete_topic','arguments':{'id':'x'}}}]");
        JsonNode batch = said.get(1);
        assertThat(batch).hasSize(2).allSatisfy(reply -> {
            if (reply.path("id").asInt() == 2) {
                assertThat(reply.at("/result/tools")).hasSize(2);
            } else {
                assertThat(reply.at("/error/message").asText()).startsWith("Unknown tool");
            }
        });
    }

    private static Map<Integer, JsonNode> serve(RunningService service, String... lines) throws IOException {
        return lines(service, lines).stream()
                .collect(Collectors.toMap(answer -> answer.path("id").asInt(), Function.identity()));
    }

    private static List<JsonNode> lines(RunningService service, String... lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String in = String.join("\n", lines).replace('\'', '"') + "\n";
        service.stdio().serve(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8).lines().map(McpCalls::tree).toList();
    }
}
