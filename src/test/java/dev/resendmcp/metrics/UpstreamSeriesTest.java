package dev.resendmcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The series say of Resend what it answered. */
class UpstreamSeriesTest {
    private static final Reply GOOD = Reply.of(200, "{\"object\":\"list\",\"data\":[]}");

    private static ScriptedUpstream resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ScriptedUpstream(GOOD);
        service = RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY);
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429,rate_limit_exceeded,429",
        "500,internal_server_error,500",
        "503,service_unavailable,503",
        "502,application_error,5xx",
        "404,not_found,4xx"
    })
    void answersAreCountedByStatus(int status, String error, String label) {
        Scrape before = Scrape.of(service);
        resend.script(Reply.error(status, error).with("Retry-After", "0"), GOOD);
        service.mcp().call("list_domains", "{}");
        Scrape after = Scrape.of(service);
        assertThat(after.since(before, response(label))).isEqualTo(1);
        assertThat(after.since(before, response("2xx")))
                .isEqualTo(resend.requests().size() - 1);
    }

    @Test
    void brokenConnectionIsNoAnswer() {
        Scrape before = Scrape.of(service);
        resend.script(Reply.DROP, GOOD);
        service.mcp().call("list_domains", "{}");
        Scrape after = Scrape.of(service);
        assertThat(after.since(before, response("none"))).isGreaterThanOrEqualTo(1);
        assertThat(after.since(before, "resend_upstream_failures_total{kind=\"reset\"}"))
                .isEqualTo(after.since(before, response("none")));
    }

    @Test
    void repeatIsCountedUnderTheErrorThatLedToIt() {
        Scrape before = Scrape.of(service);
        resend.script(Reply.error(503, "service_unavailable"), GOOD);
        service.mcp().call("list_domains", "{}");
        assertThat(Scrape.of(service).since(before, "resend_retries_total{reason=\"service_unavailable\"}"))
                .isEqualTo(1);
    }

    private static String response(String status) {
        return "resend_http_client_responses_total{status=\"" + status + "\"}";
    }
}
