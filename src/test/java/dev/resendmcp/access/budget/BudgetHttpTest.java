package dev.resendmcp.access.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets of the whole service. */
class BudgetHttpTest {
    private static final String MAIL =
            "{'from':'a@sandbox.resend.dev','subject':'%d','text':'t','to':'delivered@resend.dev'}";

    @TempDir
    Path state;

    private ResendSimulator resend;
    private RunningService service;

    @BeforeEach
    void start() {
        resend = new ResendSimulator(1000).start();
        service = service();
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    private RunningService service() {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "RECIPIENTS_PER_HOUR",
                        "100",
                        "STATE_DIR",
                        state.resolve("s").toString()));
    }

    private JsonNode batch(int mails) {
        String items = IntStream.range(0, mails).mapToObj(MAIL::formatted).collect(Collectors.joining(","));
        return service.mcp().call("send_batch_emails", "{'emails':[" + items + "]}");
    }

    private long sends() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    @Test
    void eachEmailOfABatchCountsAndCountsOutliveTheService() {
        assertThat(batch(99).path("data")).hasSize(99);
        service.close();
        service = service();
        JsonNode refusal = batch(2);
        assertThat(refusal.at("/error/name").asText()).isEqualTo("budget_exceeded");
        assertThat(refusal.at("/error/retry_after_seconds").asLong()).isBetween(3_500L, 3_660L);
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void repeatFromTheJournalCountsOnce() {
        String mail = MAIL.formatted(1);
        for (int i = 0; i < 5; i++) {
            service.mcp().call("send_email", mail);
        }
        assertThat(batch(99).path("data")).hasSize(99);
        assertThat(service.mcp().call("send_email", mail).path("deduplicated").asBoolean())
                .isTrue();
    }

    @Test
    void broadcastCountsTheContactsOfItsSegmentWhichAreAskedForOnce() {
        for (int i = 0; i < 3; i++) {
            String contact =
                    "{'email':'c" + i + "@example.org','segments':[{'id':'" + SeededAccount.SEGMENT_ID + "'}]}";
            service.mcp().call("create_contact", contact);
        }
        batch(98);
        JsonNode refusal = service.mcp()
                .call(
                        "create_broadcast",
                        "{'segment_id':'" + SeededAccount.SEGMENT_ID
                                + "','from':'a@sandbox.resend.dev','subject':'s','text':'t','send':true}");
        assertThat(refusal.at("/error/message").asText()).contains("98 are used, and this call needs 3");
        assertThat(resend.requests().stream()
                        .filter(request -> request.path().endsWith("/contacts")
                                && request.method().equals("GET")))
                .hasSize(1);
    }

    @Test
    void metricsHaveLimitAndUse() {
        batch(7);
        String scrape = service.get(service.admin("/metrics")).body();
        assertThat(scrape)
                .contains("resend_budget_limit{caller=\"_ALL\",window=\"recipients_per_hour\"} 100.0")
                .contains("resend_budget_used{caller=\"_ALL\",window=\"recipients_per_hour\"} 7.0")
                .contains("resend_budget_refusals_total{window=\"recipients_per_day\"} 0.0");
    }
}
