package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources as a client sees them, over the simulator. */
class ResourcesHttpTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void resourcesAndTemplatesAreListed() {
        assertThat(service.mcp().ask("resources/list").path("resources").findValuesAsText("uri"))
                .filteredOn(uri -> uri.startsWith("resend:"))
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
        "domains, " + SeededAccount.DOMAIN_ID + ", get_domain, domain_id",
        "broadcasts, " + SeededAccount.BROADCAST_ID + ", get_broadcast, id",
        "segments, " + SeededAccount.SEGMENT_ID + ", get_segment, id",
        "topics, " + SeededAccount.TOPIC_ID + ", get_topic, id"
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
        JsonNode error = service.mcp().errorOf("resources/read", "{'uri':'" + uri + "'}");
        assertThat(error.path("code").asInt()).isEqualTo(-32002);
        assertThat(error.at("/data/uri").asText()).isEqualTo(uri);
    }

    @Test
    void aResourceThatNeedsApprovalIsRefusedByItsRule() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService careful = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("CONFIRM_TOOLS", "list_domains"))) {
            JsonNode error = careful.mcp().errorOf("resources/read", "{'uri':'resend://domains'}");
            assertThat(error.path("code").asInt()).isEqualTo(RpcError.INVALID_REQUEST);
            assertThat(error.path("message").asText()).contains("user approval");
            assertThat(error.path("data"))
                    .isEqualTo(McpCalls.json(
                            "{'name':'confirmation_required','rule':'approvals.tools','tool':'list_domains'}"));
        }
    }

    @Test
    void receivedMailIsMarkedAndHasNoHtml() {
        String uri = "resend://received-emails/" + SeededAccount.RECEIVED_EMAIL_WITH_ATTACHMENT_ID;
        JsonNode content = service.mcp()
                .resultOf("resources/read", "{'uri':'" + uri + "'}")
                .at("/contents/0");
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
        assertThat(configuration.toString()).doesNotContain(SeedData.FULL_ACCESS_KEY);
        JsonNode status = readJson("resend://status");
        assertThat(status.at("/protocols").size()).isPositive();
        assertThat(status.at("/rateLimiter/requestsPerSecond").asInt()).isEqualTo(1000);
    }

    @Test
    void otherFailuresAreInternalErrorsInTheWordsOfTheTool() {
        try (RunningService other = RunningService.inFrontOf(service.resend().baseUri(), "re_of_nobody")) {
            String tool =
                    other.mcp().call("list_domains", "{}").at("/error/message").asText();
            JsonNode error = other.mcp()
                    .ask("resources/read", "{'uri':'resend://domains'}")
                    .path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32603);
            assertThat(error.path("message").asText()).isNotBlank().isEqualTo(tool);
            JsonNode completion = other.mcp()
                    .ask(
                            "completion/complete",
                            "{'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'segment','value':''}}")
                    .at("/result/completion");
            assertThat(completion.path("values").size()).isZero();
        }
    }

    @Test
    void whatAsksResendTakesAPlaceAmongTheCalls() {
        Map<String, String> onePlace = Map.of("mcp.maxConcurrentCalls", "1");
        try (ResendSimulator slow = new ResendSimulator(1000).start();
                RunningService one = RunningService.inFrontOf(slow.baseUri(), SeedData.FULL_ACCESS_KEY, onePlace)) {
            slow.delayAnswers(Duration.ofSeconds(3));
            CompletableFuture<JsonNode> call = one.mcp().callLater("list_domains", McpCalls.json("{}"));
            await().until(() -> slow.requests().stream()
                    .anyMatch(request -> request.toString().contains("domains")));
            JsonNode busy = one.mcp().ask("resources/read", "{'uri':'resend://domains'}");
            assertThat(busy.at("/error/code").asInt()).isEqualTo(-32603);
            assertThat(busy.at("/error/message").asText()).startsWith("Too many calls run already for this caller");
            assertThat(one.mcp().ask("prompts/get", "{'name':'clean_list'}").has("result"))
                    .isTrue();
            assertThat(call.join().has("data")).isTrue();
        }
    }

    private static JsonNode readJson(String uri) {
        JsonNode content = service.mcp()
                .resultOf("resources/read", "{'uri':'" + uri + "'}")
                .at("/contents/0");
        assertThat(content.path("uri").asText()).isEqualTo(uri);
        assertThat(content.path("mimeType").asText()).isEqualTo("application/json");
        return McpCalls.tree(content.path("text").asText());
    }
}
