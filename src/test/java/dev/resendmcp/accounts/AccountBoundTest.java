package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Scrape;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts are bounded in number, and take no thread each. */
class AccountBoundTest extends ResendKeyFixture {
    @Test
    void idleAccountMakesRoomAndSendsNothingTwiceAfterItsReturn() {
        start("MAX_RESEND_KEYS", "1");
        JsonNode first = call(ANN, "send_email", mail("s"));
        assertThat(call(BOB, "list_domains", "{}").has("data")).isTrue();
        JsonNode repeat = call(ANN, "send_email", mail("s"));
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        assertThat(repeat.path("id")).isEqualTo(first.path("id"));
        assertThat(sends(ANN)).hasSize(1);
        Scrape scrape = Scrape.of(service);
        assertThat(scrape.value("resend_accounts_closed_total{reason=\"idle\"}"))
                .isEqualTo(2);
        assertThat(scrape.sum("resend_accounts")).isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void newCallerIsTurnedAwayWhileAllAccountsAreBusy() {
        start("MAX_RESEND_KEYS", "1");
        assertThat(status(BOB)).isEqualTo(200);
        assertThat(status(ANN)).isEqualTo(200);
        resend.delayAnswers(Duration.ofSeconds(3));
        CompletableFuture<JsonNode> running = service.mcp().as(ANN).callLater("list_topics", McpCalls.json("{}"));
        await().until(() ->
                requests(ANN).stream().anyMatch(request -> request.path().equals("/topics")));
        HttpResponse<String> turnedAway = post(BOB, LIST);
        assertThat(turnedAway.statusCode()).isEqualTo(503);
        assertThat(turnedAway.headers().firstValue("retry-after")).hasValue("5");
        assertThat(turnedAway.body()).contains("MAX_RESEND_KEYS");
        assertThat(running.join().has("data")).isTrue();
        resend.delayAnswers(Duration.ZERO);
        await().untilAsserted(() -> assertThat(status(BOB)).isEqualTo(200));
    }

    @Test
    void accountsShareThreads() {
        start("MAX_RESEND_KEYS", "20");
        assertThat(call(ANN, "list_domains", "{}").has("data")).isTrue();
        Map<String, Long> before = threads();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            keys.add(call(ANN, "create_api_key", "{'name':'k" + i + "'}")
                    .path("token")
                    .asText());
        }
        for (String key : keys) {
            assertThat(call(key, "list_domains", "{}").has("data")).isTrue();
        }
        // Threads of services that other tests have stopped may end meanwhile.
        assertThat(threads())
                .allSatisfy(
                        (name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(before.getOrDefault(name, 0L)));
        assertThat(Scrape.of(service).sum("resend_accounts")).isEqualTo(20);
    }

    /** The threads that clients of Resend have, by name. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(rate-limiter|exchange-guard|retry-pauses|replica-budget|idle-conn).*"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
