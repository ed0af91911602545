package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that an operator named are called only after a person said yes: with a preview and a token. */
class PreviewConfirmationTest extends ConfirmationFixture {
    @Test
    void previewShowsTheBroadcastAndItsTokenIsForThisContent() {
        String broadcast = newBroadcast();
        JsonNode preview = legacy(ANN, "send_broadcast", broadcast);
        assertThat(preview.at("/structuredContent/confirmation_required/content/subject")
                        .asText())
                .isEqualTo("News");
        change(broadcast);
        assertInvalid(legacy(ANN, "send_broadcast", with(broadcast, token(preview))));
        assertThat(isSent()).isFalse();
    }

    @Test
    void olderRevisionsGetAPreviewAndNothingIsSent() {
        JsonNode result = legacy(ANN, "delete_domain", ARGUMENTS);
        assertThat(result.path("isError").asBoolean()).isFalse();
        JsonNode preview = result.at("/structuredContent/confirmation_required");
        assertThat(preview.path("tool").asText()).isEqualTo("delete_domain");
        assertThat(preview.path("what_will_happen").asText()).contains("Permanently removes a domain");
        assertThat(preview.path("next_step").asText()).contains("Nothing has been done yet", "confirmation_token");
        assertThat(preview.path("arguments")).isEqualTo(McpCalls.json(ARGUMENTS));
        assertThat(Instant.parse(preview.path("valid_until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(4)), Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenCarriesTheCallOutOnce() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        JsonNode done = legacy(ANN, "delete_domain", with(ARGUMENTS, token));
        assertThat(done.at("/structuredContent/deleted").asBoolean()).isTrue();
        assertInvalid(legacy(ANN, "delete_domain", with(ARGUMENTS, token)));
        assertThat(deletions()).containsExactly("/domains/" + SeededAccount.DOMAIN_ID);
    }

    @Test
    void tokenIsGoodForItsCallerOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(BOB, "delete_domain", with(ARGUMENTS, token)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenIsGoodForItsArgumentsOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(ANN, "delete_domain", with("{'domain_id':'" + SeededAccount.WEBHOOK_ID + "'}", token)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenIsGoodForItsToolOnly() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertInvalid(legacy(ANN, "delete_webhook", with("{'webhook_id':'" + SeededAccount.DOMAIN_ID + "'}", token)));
        assertThat(deletions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'nonsense'", "7", "{'a':1}", "true"})
    void garbageIsNoToken(String token) {
        String arguments = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "','confirmation_token':" + token + "}";
        assertInvalid(legacy(ANN, "delete_domain", arguments));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenThatIsUsedTwentyTimesAtOnceGoesThroughOnce() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 20)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> legacy(ANN, "delete_domain", with(ARGUMENTS, token))))
                .toList();
        assertThat(calls.stream().filter(call -> !call.join().path("isError").asBoolean()))
                .hasSize(1);
        assertThat(deletions()).hasSize(1);
    }

    @Test
    void wrongArgumentsAreToldBeforeAnybodyIsAsked() {
        assertThat(errorName(legacy(ANN, "delete_domain", "{'domain_id':'..'}")))
                .isEqualTo("invalid_arguments");
        assertThat(errorName(modern("{}", "delete_domain", "{}"))).isEqualTo("invalid_arguments");
    }

    @Test
    void longTextsAreCutInThePreviewAndSentWhole() {
        String text = "x".repeat(1_000);
        String mail = "{'from':'a@" + SeedData.DOMAIN_NAME + "','to':'delivered@resend.dev','subject':'s','text':'"
                + text + "'}";
        JsonNode preview = legacy(ANN, "send_email", mail);
        assertThat(preview.at("/structuredContent/confirmation_required/arguments/text")
                        .asText())
                .isEqualTo("x".repeat(300) + "… (700 more characters)");
        legacy(ANN, "send_email", with(mail, token(preview)));
        assertThat(resend.lastRequest().bodyText()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'sampling':{}}", "{'elicitation':{'url':{}}}", "{'elicitation':true}"})
    void clientWithoutFormsGetsThePreview(String capabilities) {
        JsonNode preview = modern(capabilities, "delete_domain", ARGUMENTS);
        assertThat(preview.path("resultType").asText()).isEqualTo("complete");
        JsonNode done = modern(capabilities, "delete_domain", with(ARGUMENTS, token(preview)));
        assertThat(done.at("/structuredContent/deleted").asBoolean()).isTrue();
    }

    @Test
    void toolsThatNeedNoYesAreCalledAtOnce() {
        assertThat(legacy(ANN, "list_webhooks", "{}")
                        .at("/structuredContent/object")
                        .asText())
                .isEqualTo("list");
    }

    @Test
    void onlyToolsThatNeedAYesOfferTheArgument() {
        JsonNode tools =
                service.mcp().ask("tools/list", "{}", "Authorization", ANN).at("/result/tools");
        assertThat(tools)
                .filteredOn(tool -> tool.at("/inputSchema/properties").has("confirmation_token"))
                .extracting(tool -> tool.path("name").asText())
                .containsExactlyInAnyOrder(
                        "delete_domain", "delete_webhook", "send_email", "list_domains", "send_broadcast");
    }

    @Test
    void resourcesDoNotGoRoundTheQuestion() {
        JsonNode answer = service.mcp().ask("resources/read", "{'uri':'resend://domains'}", "Authorization", ANN);
        assertThat(answer.at("/error/message").asText()).contains("use the tool list_domains");
    }
}
