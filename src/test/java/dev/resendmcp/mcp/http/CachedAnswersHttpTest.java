package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers that are the same for everybody go out over HTTP. */
class CachedAnswersHttpTest {
    private static final String VERSION = "2026-07-28";

    private static ResendSimulator resend;
    private static RunningService service;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY);
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "true, server/discover",
        "true, tools/list",
        "true, prompts/list",
        "true, resources/list",
        "true, resources/templates/list",
        "false, tools/list",
        "false, prompts/list"
    })
    void gzippedAnswerSaysWhatThePlainOneSays(boolean modern, String method) throws Exception {
        HttpResponse<byte[]> zipped = ask(modern, method, "gzip, deflate, br");
        assertThat(zipped.headers().allValues("content-encoding")).containsExactly("gzip");
        assertThat(zipped.headers().allValues("vary")).containsExactly("Accept-Encoding");
        HttpResponse<byte[]> plain = ask(modern, method, "identity");
        JsonNode message = McpCalls.JSON.readTree(plain.body());
        assertThat(message.path("id").asText()).isEqualTo("ü1");
        assertThat(message.path("result").has("resultType")).isEqualTo(modern);
        assertThat(inflate(zipped)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "identity", "br, gzip;q=0.0, *", ""})
    void whoTakesNoGzipGetsPlainJson(String accepted) throws Exception {
        HttpResponse<byte[]> answer = ask(false, "tools/list", accepted);
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.headers().allValues("vary")).contains("Accept-Encoding");
        assertThat(McpCalls.JSON.readTree(answer.body()).at("/result/tools")).hasSize(145);
    }

    @Test
    void otherAnswersAreStillCompressedByTheServer() throws Exception {
        HttpResponse<byte[]> answer = ask(true, "skills/list", "gzip");
        assertThat(answer.headers().allValues("content-encoding")).containsExactly("gzip");
        assertThat(inflate(answer).path("result").has("skills")).isTrue();
    }

    private static JsonNode inflate(HttpResponse<byte[]> answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return McpCalls.JSON.readTree(in.readAllBytes());
        }
    }

    private HttpResponse<byte[]> ask(boolean modern, String method, String accepted) throws Exception {
        String meta = modern
                ? "{'_meta':{'io.modelcontextprotocol/protocolVersion':'" + VERSION
                        + "','io.modelcontextprotocol/clientCapabilities':{}}}"
                : "{}";
        String message = "{'jsonrpc':'2.0','id':'ü1','method':'" + method + "','params':" + meta + "}";
        return http.send(
                HttpRequest.newBuilder(service.uri("/mcp"))
                        .header("Content-Type", "application/json")
                        .header("MCP-Protocol-Version", modern ? VERSION : "2025-11-25")
                        .header("Mcp-Method", method)
                        .header("Accept-Encoding", accepted)
                        .POST(BodyPublishers.ofString(message.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
