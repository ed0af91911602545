package dev.resendmcp.cli.doctor;

import static dev.resendmcp.cli.report.Status.FAILED;
import static dev.resendmcp.cli.report.Status.OK;
import static dev.resendmcp.cli.report.Status.SKIPPED;
import static dev.resendmcp.cli.report.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import dev.resendmcp.testing.SeededAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor reads from an answer of Resend. */
class DoctorAnswersTest extends DoctorFixture {
    @Test
    void healthyServicePassesEveryCheck() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(10).start()) {
            List<Finding> findings = examine(resend.baseUri(), Map.of());
            assertThat(findings).extracting(Finding::status).containsOnly(OK, SKIPPED);
            assertThat(findings)
                    .extracting(Finding::check)
                    .containsExactly(
                            "configuration",
                            "dns",
                            "connection",
                            "proxy",
                            "tls",
                            "resend",
                            "api-key",
                            "rate-limit",
                            "quota",
                            "clock",
                            "state",
                            "logs",
                            "secrets",
                            "redis",
                            "ports",
                            "ports");
            assertThat(resend.requests()).hasSize(1);
        }
    }

    @Test
    void wrongKeyFailsAndIsNotPrinted() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(10).start()) {
            List<Finding> findings = examine(resend.baseUri(), Map.of("RESEND_API_KEY", "re_not_the_right_one"));
            Finding key = only(findings, "api-key");
            assertThat(key.status()).isEqualTo(FAILED);
            assertThat(key.message()).contains("RESEND_API_KEY");
            assertThat(findings.toString()).doesNotContain("re_not_the_right_one");
        }
    }

    @Test
    void sendingOnlyKeyIsFineAndSaysSo() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(10).start()) {
            Finding key = only(
                    examine(resend.baseUri(), Map.of("RESEND_API_KEY", SeededAccount.SENDING_ACCESS_KEY)), "api-key");
            assertThat(key.status()).isEqualTo(OK);
            assertThat(key.message()).contains("sending only");
        }
    }

    @Test
    void keyIsNotKnownWhileTheAccountIsAtItsLimit() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.error(429, "rate_limit_exceeded"))) {
            Finding key = only(examine(resend.uri(), Map.of()), "api-key");
            assertThat(key.status()).isEqualTo(WARNING);
            assertThat(key.message()).contains("rate_limit_exceeded");
        }
    }

    @Test
    void outageOfResendFails() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.error(503, "application_error"))) {
            Finding answer = only(examine(resend.uri(), Map.of()), "resend");
            assertThat(answer.status()).isEqualTo(FAILED);
            assertThat(answer.message()).contains("503");
        }
    }

    @Test
    void rateLimitAboveTheOneOfTheAccountIsAWarning() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOMAINS)) {
            Finding rate = only(examine(resend.uri(), Map.of("RATE_LIMIT", "9")), "rate-limit");
            assertThat(rate.status()).isEqualTo(WARNING);
            assertThat(rate.message()).contains("RATE_LIMIT is 9", "Resend allows 5");
        }
    }

    @Test
    void quotaIsReadFromTheHeaders() throws Exception {
        try (ScriptedUpstream resend =
                new ScriptedUpstream(DOMAINS.with("x-resend-daily-quota", "7").with("x-resend-monthly-quota", "123"))) {
            assertThat(only(examine(resend.uri(), Map.of()), "quota").message()).contains("7 today", "123 this month");
        }
    }

    @Test
    void clockThatIsTenMinutesOffFails() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOMAINS)) {
            Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
            Finding clock = only(
                    examine(
                            PATIENT,
                            ahead,
                            Map.of("RESEND_API_BASE_URL", resend.uri().toString())),
                    "clock");
            assertThat(clock.status()).isEqualTo(FAILED);
            assertThat(clock.message()).contains("ahead of Resend's");
        }
    }

    @Test
    void slowAnswerIsAWarning() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOMAINS)) {
            Finding answer = only(
                    examine(
                            PATIENT.withSlow(Duration.ZERO),
                            Clock.systemUTC(),
                            Map.of("RESEND_API_BASE_URL", resend.uri().toString())),
                    "resend");
            assertThat(answer.status()).isEqualTo(WARNING);
            assertThat(answer.message()).contains("slow");
        }
    }
}
