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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of tools hold over stdio too, in both eras. */
class StdioToolsetsTest {
    private static final String META = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{}}";

    private static ResendSimulator resend;
    private static RunningService running;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1_000).start();
        running = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("TOOLSETS", "topics", "READ_ONLY", "true", "MCP_AUTH_TOKENS", "ann:" + "t".repeat(32)));
    }

    @AfterAll
    static void stop() {
        running.close();
        resend.close();
    }

    @Test
    void listAndCallsObeyTheSettings() throws IOException {
        check(running);
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void batchesObeyTheSettings() throws IOException {
        checkBatch(running);
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
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

    /** Over stdio, only the environment decides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'params':{'toolsets':['all'],'tools':['delete_topic'],'read_only':false}",
                "'params':{'toolsets':'all'},'headers':{'X-MCP-Toolsets':'all','X-MCP-Readonly':'false'}",
                "'params':{'_meta':{'X-MCP-Toolsets':'all','toolsets':['all'],'env':{'READ_ONLY':'false','TOOLSETS':'all'}}}",
                "'params':{'cursor':''},'toolsets':['all'],'X-MCP-Tools':'delete_topic'"
            })
    void messagesAreNoWayToWiden(String more) throws IOException {
        String handshake = "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                + "'capabilities':{'tools':{'toolsets':['all']},'experimental':{'READ_ONLY':false}},'toolsets':['all'],"
                + "'clientInfo':{'name':'admin','version':'1','toolsets':['all']}}}";
        String modern = more.contains("'_meta':{")
                ? more.replace("'_meta':{", META.substring(0, META.length() - 1) + ",")
                : more.replaceFirst("'params':\\{", "'params':{" + META + ",");
        Map<Integer, JsonNode> said = serve(
                running,
                handshake,
                "{'jsonrpc':'2.0','id':2,'method':'tools/list'," + more + "}",
                "{'jsonrpc':'2.0','id':3,'method':'tools/list'," + modern + "}",
                "{'jsonrpc':'2.0','id':4,'method':'tools/call','params':{'name':'DELETE_TOPIC','arguments':{'id':'x'}}}",
                "{'jsonrpc':'2.0','id':5,'method':'tools/call','params':{'name':'delete_topic ','arguments':{'id':'x'}}}");
        for (int id : new int[] {2, 3}) {
            assertThat(said.get(id).at("/result/tools"))
                    .extracting(tool -> tool.path("name").asText())
                    .containsExactlyInAnyOrder("get_topic", "list_topics");
        }
        assertThat(said.get(4).path("error"))
                .isEqualTo(said.get(5).path("error"))
                .isNotEmpty();
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
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
