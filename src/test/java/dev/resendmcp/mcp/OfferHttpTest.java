package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts, resources and completion as a client sees them, over the simulator. */
class OfferHttpTest {
    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY);
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @Test
    void promptsAreListedAndGiven() {
        JsonNode prompts = service.mcp().ask("prompts/list").path("prompts");
        assertThat(prompts.findValuesAsText("title")).hasSize(6).contains("Set up a domain");
        JsonNode prompt = ok("prompts/get", "{'name':'set_up_domain','arguments':{'domain':'mail.example.org'}}");
        assertThat(prompt.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(prompt.at("/messages/0/content/text").asText())
                .contains("`create_domain`")
                .endsWith("{\"domain\":\"mail.example.org\"}");
    }

    @Test
    void aPromptWithoutARequiredArgumentIsRefusedWithASentence() {
        JsonNode error = error("prompts/get", "{'name':'set_up_domain'}");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText()).startsWith("Argument domain is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/get | {}",
                "prompts/get | {'name':'no_such_prompt'}",
                "prompts/get | {'name':'clean_list','arguments':[]}",
                "prompts/get | {'name':'clean_list','arguments':{'segment':7}}",
                "resources/read | {}",
                "resources/read | {'uri':''}",
                "resources/read | {'uri':7}",
                "completion/complete | {}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'clean_list'}}",
                "completion/complete | {'ref':{'type':'ref/x'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'x'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/resource'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'segment'}}"
            })
    void wrongParamsAreInvalid(String method, String params) {
        assertThat(error(method, params).path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    @Timeout(10)
    void aVeryLongUriIsRefusedAtOnce() {
        String uri = "{".repeat(1_000_000);
        String params = "{'ref':{'type':'ref/resource','uri':'" + uri + "'},'argument':{'name':'id','value':''}}";
        assertThat(error("completion/complete", params).path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    void resourcesAndTemplatesAreListed() {
        assertThat(service.mcp().ask("resources/list").path("resources").findValuesAsText("uri"))
                .containsExactlyInAnyOrder(
                        "resend://templates",
                        "resend://domains",
                        "resend://broadcasts",
                        "resend://segments",
                        "resend://topics",
                        "resend://configuration",
                        "resend://status");
        assertThat(service.mcp()
                        .ask("resources/templates/list")
                        .path("resourceTemplates")
                        .findValuesAsText("uriTemplate"))
                .containsExactlyInAnyOrder(
                        "resend://templates/{id}",
                        "resend://domains/{id}",
                        "resend://broadcasts/{id}",
                        "resend://segments/{id}",
                        "resend://topics/{id}",
                        "resend://received-emails/{id}");
    }

    @ParameterizedTest
    @CsvSource({
        "domains, " + ResendSimulator.DOMAIN_ID + ", get_domain, domain_id",
        "broadcasts, " + ResendSimulator.BROADCAST_ID + ", get_broadcast, id",
        "segments, " + ResendSimulator.SEGMENT_ID + ", get_segment, id",
        "topics, " + ResendSimulator.TOPIC_ID + ", get_topic, id"
    })
    void aPartOfTheAccountIsReadWhole(String path, String id, String tool, String argument) {
        JsonNode expected = service.mcp().call(tool, "{'" + argument + "':'" + id + "'}");
        assertThat(readJson("resend://" + path + "/" + id)).isEqualTo(expected);
        assertThat(readJson("resend://" + path + "/" + id.replace("-", "%2D"))).isEqualTo(expected);
        JsonNode list = service.mcp().call("list_" + path, "{'limit':100}");
        assertThat(readJson("resend://" + path)).isEqualTo(list);
    }

    @Test
    void aTemplateIsReadByItsIdOrAlias() {
        JsonNode made = service.mcp().call("create_template", "{'name':'Hi','alias':'hi-all','html':'<p>Hi</p>'}");
        String id = made.path("id").asText();
        assertThat(readJson("resend://templates/" + id).path("html").asText()).isEqualTo("<p>Hi</p>");
        assertThat(readJson("resend://templates/hi-all").path("id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resend://domains/5a4d0b0e-0000-4000-8000-00000000dead",
                "resend://domains/not-an-id",
                "resend://domains/%2E%2E",
                "resend://domains/%zz",
                "resend://domains/..%2Fsegments",
                "resend://received-emails/5a4d0b0e-0000-4000-8000-00000000dead",
                "resend://nothing",
                "resend://domains/a/b",
                "file:///etc/passwd"
            })
    void whatDoesNotExistIsNotFoundUnderItsUri(String uri) {
        JsonNode error = error("resources/read", "{'uri':'" + uri + "'}");
        assertThat(error.path("code").asInt()).isEqualTo(-32002);
        assertThat(error.at("/data/uri").asText()).isEqualTo(uri);
    }

    @Test
    void receivedMailIsMarkedAndHasNoHtml() {
        String uri = "resend://received-emails/" + ResendSimulator.RECEIVED_EMAIL_WITH_ATTACHMENT_ID;
        JsonNode content = ok("resources/read", "{'uri':'" + uri + "'}").at("/contents/0");
        assertThat(content.path("mimeType").asText()).isEqualTo("text/plain");
        assertThat(content.path("text").asText())
                .contains("written by strangers")
                .contains("subject: The chart")
                .contains("attachment: chart.png, image/png")
                .contains("\nSee the chart.\n")
                .doesNotContain("cid:")
                .doesNotContain("<p>");
    }

    @Test
    void theServiceTellsOfItselfWithoutSecrets() {
        JsonNode configuration = readJson("resend://configuration");
        assertThat(configuration.at("/resend/apiKeySet").asBoolean()).isTrue();
        assertThat(configuration.at("/resend/rateLimit").asInt()).isEqualTo(1000);
        assertThat(configuration.toString()).doesNotContain(ResendSimulator.FULL_ACCESS_KEY);
        JsonNode status = readJson("resend://status");
        assertThat(status.at("/protocols").size()).isPositive();
        assertThat(status.at("/rateLimiter/requestsPerSecond").asInt()).isEqualTo(1000);
    }

    @Test
    void otherFailuresAreInternalErrorsInTheWordsOfTheTool() {
        try (RunningService other = RunningService.inFrontOf(resend.baseUri(), ResendSimulator.SENDING_ACCESS_KEY)) {
            String tool =
                    other.mcp().call("list_domains", "{}").at("/error/message").asText();
            JsonNode error = McpCalls.parse(other.mcp().send(message("resources/read", "{'uri':'resend://domains'}")))
                    .path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32603);
            assertThat(error.path("message").asText()).isNotBlank().isEqualTo(tool);
            JsonNode completion = McpCalls.parse(
                            other.mcp()
                                    .send(
                                            message(
                                                    "completion/complete",
                                                    "{'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'segment','value':''}}")))
                    .at("/result/completion");
            assertThat(completion.path("values").size()).isZero();
        }
    }

    @Test
    void whatAsksResendTakesAPlaceAmongTheCalls() {
        Map<String, String> onePlace = Map.of("mcp.maxConcurrentCalls", "1");
        try (ResendSimulator slow = new ResendSimulator(1000).start();
                RunningService one =
                        RunningService.inFrontOf(slow.baseUri(), ResendSimulator.FULL_ACCESS_KEY, onePlace)) {
            slow.delayAnswers(Duration.ofSeconds(3));
            CompletableFuture<JsonNode> call = one.mcp().callLater("list_domains", McpCalls.json("{}"));
            await().until(() -> slow.requests().stream()
                    .anyMatch(request -> request.toString().contains("domains")));
            JsonNode busy = McpCalls.parse(one.mcp().send(message("resources/read", "{'uri':'resend://domains'}")));
            assertThat(busy.at("/error/code").asInt()).isEqualTo(-32603);
            assertThat(busy.at("/error/message").asText()).startsWith("Too many calls run already");
            assertThat(McpCalls.parse(one.mcp().send(message("prompts/get", "{'name':'clean_list'}")))
                            .has("result"))
                    .isTrue();
            assertThat(call.join().has("data")).isTrue();
        }
    }

    @Test
    void namesAndIdsAreCompleted() {
        JsonNode names = ok(
                        "completion/complete",
                        "{'ref':{'type':'ref/prompt','name':'set_up_domain'},'argument':{'name':'domain','value':'SAND'}}")
                .path("completion");
        assertThat(names.at("/values/0").asText()).isEqualTo(ResendSimulator.DOMAIN_NAME);
        assertThat(names.path("total").asInt()).isEqualTo(1);
        assertThat(names.path("hasMore").asBoolean(true)).isFalse();
        JsonNode ids = ok(
                        "completion/complete",
                        "{'ref':{'type':'ref/resource','uri':'resend://domains/{id}'},'argument':{'name':'id','value':'sand'}}")
                .path("completion");
        assertThat(ids.at("/values/0").asText()).isEqualTo(ResendSimulator.DOMAIN_ID);
        assertThat(ok(
                                "completion/complete",
                                "{'ref':{'type':'ref/prompt','name':'set_up_domain'},'argument':{'name':'purpose','value':''}}")
                        .at("/completion/values")
                        .size())
                .isZero();
    }

    @Test
    void capabilitiesSayWhatIsServed() {
        JsonNode capabilities = ok(
                        "initialize",
                        "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}")
                .path("capabilities");
        for (String capability : List.of("tools", "prompts", "resources", "completions")) {
            assertThat(capabilities.has(capability)).as(capability).isTrue();
        }
        assertThat(capabilities.at("/prompts/listChanged").asBoolean()).isFalse();
        assertThat(capabilities.at("/resources/subscribe").asBoolean()).isFalse();
    }

    @Test
    void aRevisionWithoutAHandshakeHasItsOwnCodeForWhatDoesNotExist() {
        JsonNode error = modern("resources/read", "resend://domains/none", "'uri':'resend://domains/none'")
                .path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.at("/data/uri").asText()).isEqualTo("resend://domains/none");
        JsonNode refused = modern("prompts/get", "review_template", "'name':'review_template'")
                .path("error");
        assertThat(refused.path("message").asText()).startsWith("Argument template is required");
    }

    @Test
    void aRevisionWithoutAHandshakeIsServedTheSame() {
        JsonNode status = modern("resources/read", "resend://status", "'uri':'resend://status'")
                .path("result");
        assertThat(status.at("/contents/0/text").asText()).contains("2026-07-28");
        assertThat(status.path("ttlMs").asInt(-1)).isZero();
        for (int times = 0; times < 2; times++) {
            JsonNode list = modern("resources/templates/list", "", "'x':1").path("result");
            assertThat(list.path("resourceTemplates").size()).isEqualTo(6);
            assertThat(list.path("resultType").asText()).isEqualTo("complete");
        }
        assertThat(modern("server/discover", "", "'x':1")
                        .at("/result/capabilities")
                        .has("completions"))
                .isTrue();
    }

    private static JsonNode modern(String method, String name, String params) {
        String meta = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':{}}";
        return McpCalls.parse(service.mcp()
                .send(
                        message(method, "{" + params + "," + meta + "}"),
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        method,
                        "Mcp-Name",
                        name));
    }

    private static JsonNode readJson(String uri) {
        JsonNode content = ok("resources/read", "{'uri':'" + uri + "'}").at("/contents/0");
        assertThat(content.path("uri").asText()).isEqualTo(uri);
        assertThat(content.path("mimeType").asText()).isEqualTo("application/json");
        return McpCalls.tree(content.path("text").asText());
    }

    private static JsonNode ok(String method, String params) {
        JsonNode answer = McpCalls.parse(send(method, params));
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.path("result");
    }

    private static JsonNode error(String method, String params) {
        HttpResponse<String> answer = send(method, params);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("java.");
        JsonNode body = McpCalls.parse(answer);
        assertThat(body.path("id").asInt()).isEqualTo(1);
        assertThat(body.has("error")).as(answer.body()).isTrue();
        return body.path("error");
    }

    private static HttpResponse<String> send(String method, String params) {
        return service.mcp().send(message(method, params));
    }

    private static String message(String method, String params) {
        ObjectNode message = McpCalls.JSON
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        message.set("params", McpCalls.json(params));
        return message.toString();
    }
}
