package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailMetricsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String UUID = "5a4d0b0e-0000-4000-8000-00000000ffff";

    private static void send(String... recipients) {
        for (String recipient : recipients) {
            sandbox.sent(SimulatorExtension.EMAIL.replace("delivered@", recipient + "@"));
        }
    }

    @Test
    void totalsCountWhatBecameOfEmails() {
        send("delivered", "complained", "bounced", "suppressed");
        sandbox.sent(SimulatorExtension.EMAIL.replaceFirst("}$", ",\"scheduled_at\":\"in 1 hour\"}"));
        JsonNode metrics = sandbox.get("/emails/metrics").at("");
        assertThat(metrics.get("object").textValue()).isEqualTo("metrics");
        assertThat(metrics.at("/totals/sent").intValue()).isEqualTo(4);
        assertThat(metrics.at("/totals/delivered").intValue()).isEqualTo(2);
        assertThat(metrics.at("/totals/bounce_rate").doubleValue()).isEqualTo(25.0);
        assertThat(metrics.get("metrics").size()).isEqualTo(22);
        assertThat(metrics.has("data")).isFalse();
    }

    @Test
    void onlyTheMetricsAskedForAreAnswered() {
        JsonNode metrics = sandbox.get("/emails/metrics?metrics=sent,bounced&metrics=opened")
                .at("");
        assertThat(metrics.get("totals").toString()).isEqualTo("{\"sent\":0,\"bounced\":0,\"opened\":0}");
    }

    @Test
    void dimensionsBreakTheTotalsDown() {
        send("delivered", "bounced");
        sandbox.sent(SimulatorExtension.EMAIL.replace("ada@sandbox.", "onboarding@"));
        JsonNode data = sandbox.get("/emails/metrics?metrics=sent&dimensions=period,domain")
                .at("/data");
        assertThat(data.findValuesAsText("domain_name")).containsExactly("resend.dev", "sandbox.resend.dev");
        assertThat(data.findValuesAsText("sent")).containsExactly("1", "2");
        assertThat(data.at("/0/period").textValue()).endsWith("T00:00Z");
    }

    @Test
    void idsRestrictTheCount() {
        send("delivered");
        String id = sandbox.sent(SimulatorExtension.EMAIL);
        assertThat(sent("email_id=" + id)).isEqualTo(1);
        assertThat(sent("domain_id=" + SeededAccount.DOMAIN_ID)).isEqualTo(2);
        assertThat(sent("domain_id=" + UUID)).isZero();
        assertThat(sent("broadcast_id=" + UUID)).isZero();
    }

    private static int sent(String query) {
        return sandbox.get("/emails/metrics?" + query).at("/totals/sent").intValue();
    }

    @Test
    void datesRestrictTheCount() {
        send("delivered");
        assertThat(sent("start_date=2026-01-01&end_date=2026-01-02T00:00:00%2B01:00"))
                .isZero();
        assertThat(sent("end_date=2999-01-01")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics=sents",
                "dimensions=day",
                "dimensions=email,broadcast",
                "granularity=yearly",
                "timezone=Mars/Base",
                "start_date=yesterday",
                "start_date=2026-02-01&end_date=2026-01-01",
                "start_date=1990-01-01&granularity=hourly"
            })
    void aBadParameterIs422(String query) {
        sandbox.get("/emails/metrics?" + query).isError(422, "validation_error");
    }

    @Test
    void anIdThatIsNotAUuidIs422() {
        sandbox.get("/emails/metrics?email_id=1").isError(422, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "daily", "weekly", "monthly"})
    void periodsHaveTheGranularityAskedFor(String granularity) {
        send("delivered");
        JsonNode metrics = sandbox.get(
                        "/emails/metrics?dimensions=period&timezone=Europe/Berlin&granularity=" + granularity)
                .at("");
        assertThat(metrics.get("granularity").textValue()).isEqualTo(granularity);
        assertThat(metrics.at("/data/0/period").textValue()).matches(".*:00\\+0[12]:00");
    }
}
