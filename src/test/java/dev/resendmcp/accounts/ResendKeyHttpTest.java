package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's own Resend key lets it in, to its own account and no other. */
class ResendKeyHttpTest extends ResendKeyFixture {
    @Test
    void eachCallerWorksInItsOwnAccount() {
        start();
        String id = call(ANN, "create_topic", "{'name':'of ann','default_subscription':'opt_in'}")
                .path("id")
                .asText();
        assertThat(call(ANN, "get_topic", "{'id':'" + id + "'}").path("name").asText())
                .isEqualTo("of ann");
        assertThat(call(BOB, "get_topic", "{'id':'" + id + "'}")
                        .at("/error/name")
                        .asText())
                .isEqualTo("not_found");
        assertThat(call(BOB, "list_topics", "{}").toString()).doesNotContain("of ann");
    }

    @Test
    void keyIsCheckedOnceForManyRequests() {
        start();
        for (int i = 0; i < 5; i++) {
            assertThat(status(ANN)).isEqualTo(200);
        }
        assertThat(requests(ANN)).hasSize(1);
    }

    @Test
    void sendingKeySeesWhatItCanUse() {
        start();
        assertThat(tools(ANN + "_sending")).contains("send_email").doesNotContain("list_domains");
        assertThat(tools(ANN)).contains("list_domains");
        assertThat(call(ANN + "_sending", "send_email", mail("s")).path("id").asText())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"re_nobodys_key", "re_x", "not-a-key", "re_account_of_ann2", "RE_ACCOUNT_OF_ANN"})
    void wrongKeysAreAnsweredAlike(String key) {
        start();
        HttpResponse<String> answer = post(key, LIST);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("The bearer token is not valid");
        assertThat(answer.headers().firstValue("www-authenticate"))
                .hasValue("Bearer realm=\"resend-full-mcp\", error=\"invalid_token\"");
    }

    @Test
    void revokedKeyEndsWithTheFirstCallThatShowsIt() {
        start();
        String key = call(ANN, "create_api_key", "{'name':'short-lived'}")
                .path("token")
                .asText();
        assertThat(status(key)).isEqualTo(200);
        String id = call(ANN, "list_api_keys", "{}")
                .path("data")
                .findValuesAsText("id")
                .get(0);
        call(ANN, "delete_api_key", "{'api_key_id':'" + id + "'}");
        assertThat(call(key, "list_domains", "{}").at("/error/name").asText()).isEqualTo("invalid_api_key");
        assertThat(status(key)).isEqualTo(401);
    }

    @Test
    void unreachableResendIsNoWrongKey() {
        service = startedAt(URI.create("http://127.0.0.1:9"));
        HttpResponse<String> answer = post(ANN, LIST);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
        assertThat(answer.body()).contains("could not be checked").doesNotContain(ANN);
    }

    @Test
    void floodOfWrongKeysAsksResendABoundedNumberOfTimes() {
        start();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            statuses.add(status("re_wrong_key_" + i));
        }
        assertThat(resend.requests()).hasSizeLessThanOrEqualTo(21);
        assertThat(statuses).contains(429).containsOnly(401, 429);
        assertThat(Scrape.of(service).value("mcp_auth_failures_total{port=\"mcp\",reason=\"too_many_tokens\"}"))
                .isGreaterThanOrEqualTo(39);
    }

    @Test
    void keysThatComeAtOnceAreCheckedAtABoundedRate() {
        start();
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 50)
                .mapToObj(i -> service.mcp().as("re_wrong_key_" + i).callLater("list_domains", McpCalls.json("{}")))
                .toList();
        calls.forEach(CompletableFuture::join);
        assertThat(resend.busiestSecond()).isBetween(1, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "401,validation_error,401",
        "403,invalid_api_key,401",
        "403,suspended_api_key,401",
        "401,restricted_api_key,200",
        "429,rate_limit_exceeded,503",
        "403,edge_refusal,503",
        "500,internal_server_error,503"
    })
    void onlyResendsOwnRefusalOfAKeyRefusesIt(int status, String error, int expected) {
        try (ScriptedUpstream upstream = new ScriptedUpstream(Reply.error(status, error))) {
            service = startedAt(upstream.uri());
            assertThat(status(ANN)).isEqualTo(expected);
        }
    }

    @Test
    void floodOfOneWrongKeyAsksOnce() {
        start();
        for (int i = 0; i < 10; i++) {
            assertThat(status("re_wrong_key")).isEqualTo(401);
        }
        assertThat(resend.requests()).hasSize(1);
    }

    @Test
    void knownCallerIsServedDuringAFlood() {
        start();
        assertThat(status(ANN)).isEqualTo(200);
        for (int i = 0; i < 30; i++) {
            int unused = status("re_wrong_key_" + i);
        }
        assertThat(status(ANN)).isEqualTo(200);
    }

    @Test
    void callerIsNamedByAKeyedDigest() {
        start();
        assertThat(name(ANN)).matches("key-[0-9a-f]{16}").isNotEqualTo(name(BOB));
    }

    @Test
    void statusIsThatOfTheCallersAccount() {
        start();
        int unused = status(BOB);
        JsonNode facts = facts(ANN + "_sending");
        assertThat(facts.at("/resend/apiKey").asText()).isEqualTo("sending_only");
        assertThat(facts(BOB).at("/resend/apiKey").asText()).isEqualTo("accepted");
        assertThat(facts.toString()).doesNotContain(name(BOB));
    }

    private List<String> tools(String key) {
        List<String> names = new ArrayList<>();
        McpCalls.parse(post(key, LIST))
                .at("/result/tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }
}
