package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Asked;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is repeated, under which key and when; and what a caller is told when nothing more is tried. */
class RetriesTest {
    private static final Reply DONE = Reply.of(200, "{\"id\":\"1\"}");
    private static final String SEND = "send_email";
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";
    private static final String CREATE = "create_domain";
    private static final String DOMAIN = "{'name': 'mail.example.org'}";

    @TempDir
    static Path logs;

    private static ScriptedUpstream resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ScriptedUpstream(DONE);
        service = RunningService.inFrontOf(
                resend.uri(),
                SeedData.FULL_ACCESS_KEY,
                // Every test makes the same calls.
                Map.of("resend.callTimeout", "8s", "LOG_DIR", logs.toString(), "DEDUPLICATION_WINDOW", "0s"));
        // From here on health has its answer and asks no more.
        Awaitility.await().until(() -> !resend.requests().isEmpty());
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    static Stream<Reply> faults() {
        return Stream.of(
                Reply.DROP,
                Reply.error(500, "internal_server_error"),
                Reply.error(503, "service_unavailable").with("Retry-After", "0"),
                Reply.of(502, "<h1>Bad gateway</h1>").with("Content-Type", "text/html"),
                Reply.of(200, "<h1>Hello</h1>").with("Content-Type", "text/html"),
                Reply.of(200, "{\"id\":"),
                Reply.error(409, "concurrent_idempotent_requests"),
                Reply.error(429, "rate_limit_exceeded").with("Retry-After", "0"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void sendIsRepeatedUnderItsKey(Reply fault) {
        resend.script(fault, DONE);
        assertThat(call(SEND, MAIL).path("id").asText()).isEqualTo("1");
        assertThat(resend.requests())
                .hasSize(2)
                .extracting(Asked::idempotencyKey)
                .doesNotContainNull();
        assertThat(resend.requests().stream().map(Asked::idempotencyKey).distinct())
                .hasSize(1);
    }

    @Test
    void readIsRepeated() {
        resend.script(Reply.DROP, Reply.error(500, "application_error"), DONE);
        assertThat(call("list_domains", "{}").path("id").asText()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"409, resource_locked", "429, rate_limit_exceeded"})
    void writeWithoutAKeyIsRepeatedWhenItCertainlyHadNoEffect(int status, String name) {
        resend.script(Reply.error(status, name).with("Retry-After", "0"), DONE);
        assertThat(call(CREATE, DOMAIN).path("id").asText()).isEqualTo("1");
    }

    @Test
    void writeWithoutAKeyIsNeverRepeatedWhenItMayHaveHadAnEffect() {
        for (Reply fault : List.of(Reply.DROP, Reply.error(500, "application_error"), Reply.of(200, "{"))) {
            resend.script(fault, DONE);
            JsonNode error = call(CREATE, DOMAIN).path("error");
            assertThat(resend.requests()).hasSize(1);
            assertThat(error.path("outcome").asText()).isEqualTo("unknown");
            assertThat(error.path("retryable").asBoolean()).isFalse();
            assertThat(error.path("message").asText())
                    .endsWith(
                            "It may have carried out the request." + " Check with list_domains before you repeat it.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, daily_quota_exceeded",
        "429, monthly_quota_exceeded",
        "422, validation_error",
        "403, suspended_api_key",
        "409, invalid_idempotent_request"
    })
    void refusalIsHandedOnAtOnce(int status, String name) {
        resend.script(Reply.error(status, name), DONE);
        JsonNode error = call(SEND, MAIL).path("error");
        assertThat(error.path("name").asText()).isEqualTo(name);
        assertThat(error.path("retryable").asBoolean()).isFalse();
        assertThat(error.has("outcome")).isFalse();
        assertThat(resend.requests()).hasSize(1);
    }

    @Test
    void refusalOfARepeatDoesNotHideThatTheFirstAttemptMayHaveBeenCarriedOut() {
        resend.script(Reply.DROP, Reply.error(429, "daily_quota_exceeded"));
        JsonNode error = call(SEND, MAIL).path("error");
        assertThat(error.path("name").asText()).isEqualTo("daily_quota_exceeded");
        assertThat(error.path("outcome").asText()).isEqualTo("unknown");
        assertThat(error.path("message").asText()).contains("An earlier attempt may have been carried out.");
    }

    @Test
    void waitThatDoesNotFitIntoTheCallIsLeftToTheCaller() {
        resend.script(Reply.error(503, "service_unavailable").with("Retry-After", "30"), DONE);
        JsonNode error = call(SEND, MAIL + "").path("error");
        assertThat(resend.requests()).hasSize(1);
        assertThat(error.path("retry_after_seconds").asInt()).isEqualTo(30);
        assertThat(error.path("outcome").asText()).isEqualTo("unknown");
        assertThat(error.path("message").asText()).contains("Repeat exactly the same call");
    }

    @Test
    void dateToComeBackIsKept() {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3);
        resend.script(
                Reply.error(503, "service_unavailable")
                        .with("Retry-After", date.format(DateTimeFormatter.RFC_1123_DATE_TIME)),
                DONE);
        assertThat(call(SEND, MAIL).path("id").asText()).isEqualTo("1");
        List<Asked> requests = resend.requests();
        // The header has whole seconds; a pause without it would be 300 ms at most.
        assertThat(Duration.ofNanos(requests.get(1).nanoTime() - requests.get(0).nanoTime()))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void failedCallIsOneWarningAndARescuedOneIsNone() throws IOException {
        resend.script(Reply.DROP, DONE);
        call(SEND, MAIL);
        resend.script(Reply.error(500, "internal_server_error"), Reply.error(403, "invalid_region"));
        call(SEND, MAIL);
        List<JsonNode> warnings =
                Awaitility.await().until(() -> logged("WARN", "invalid_region"), lines -> !lines.isEmpty());
        assertThat(warnings).singleElement().satisfies(line -> {
            assertThat(line.path("message").asText()).isEqualTo("A call to Resend failed");
            assertThat(line.path("route").asText()).isEqualTo("/emails");
            assertThat(line.path("attempts").asInt()).isEqualTo(2);
        });
        assertThat(logged("WARN", "internal_server_error")).isEmpty();
    }

    @Test
    void refusalOfTheRequestItselfIsNoWarning() throws IOException {
        resend.script(Reply.error(422, "invalid_attachment"));
        call(SEND, MAIL);
        Awaitility.await().until(() -> !logged("INFO", "invalid_attachment").isEmpty());
        assertThat(logged("WARN", "invalid_attachment")).isEmpty();
    }

    @Test
    void refusalOfWhatTheArgumentsAskForIsNoWarning() throws IOException {
        // So Resend answers a domain that exists already, and a broadcast that was sent already.
        resend.script(Reply.error(403, "validation_error"));
        call(SEND, MAIL);
        Awaitility.await().until(() -> !logged("INFO", "validation_error").isEmpty());
        assertThat(logged("WARN", "validation_error")).isEmpty();
    }

    @Test
    void repeatsAndLimitsAreMeasured() {
        resend.script(
                Reply.error(500, "gateway_timeout"),
                DONE.with("ratelimit-limit", "10")
                        .with("ratelimit-remaining", "7")
                        .with("ratelimit-reset", "1")
                        .with("x-resend-daily-quota", "42")
                        .with("x-resend-monthly-quota", "420"));
        call(SEND, MAIL);
        assertThat(service.get(service.admin("/prometheus")).body())
                .contains("resend_retries_total{reason=\"gateway_timeout\"} 1.0")
                .contains("resend_ratelimit_limit 10.0")
                .contains("resend_ratelimit_remaining 7.0")
                .contains("resend_ratelimit_reset_seconds 1.0")
                .contains("resend_quota_used{window=\"daily\"} 42.0")
                .contains("resend_quota_used{window=\"monthly\"} 420.0")
                .contains("resend_circuit_state 0.0");
    }

    private static JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, arguments);
    }

    private static List<JsonNode> logged(String level, String error) throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("resend-full-mcp.log"))) {
            return lines.map(McpCalls::tree)
                    .filter(line -> line.path("level").asText().equals(level))
                    .filter(line -> line.path("error").asText().equals(error))
                    .toList();
        }
    }
}
