package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.once.SendMetrics;
import dev.resendmcp.once.SendOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The values of a label form a closed set, whatever callers and Resend send. */
class MetricLabelsTest extends MetricsFixture {
    @Test
    void unknownReasonOfARepeatDoesNotBecomeALabel() throws Exception {
        upstream.retried("alice@example.com");
        assertThat(scrape()).contains("resend_retries_total{reason=\"_OTHER\"} 1.0");
    }

    @Test
    void unknownValuesOfAnOperationDoNotBecomeLabels() throws Exception {
        mcp.completed("x/alice@example.com", "x-tool", "x-error", "x-version", "x-transport", TOOK);
        mcp.completed(null, null, null, null, null, TOOK);
        assertThat(scrape())
                .doesNotContain("alice", "x-tool", "x-error", "x-version", "x-transport")
                .contains("operation_duration_seconds_count{error_type=\"_OTHER\",gen_ai_tool_name=\"\","
                        + "mcp_method_name=\"_OTHER\",mcp_protocol_version=\"_OTHER\",network_transport=\"_OTHER\"} 1");
    }

    @Test
    void errorNamesAndProtocolCodesAreKept() throws Exception {
        for (String error : List.of("validation_error", "server_busy", "-32601", "-32001")) {
            mcp.completed("tools/call", "send_email", error, "2025-11-25", "pipe", TOOK);
        }
        assertThat(scrape())
                .contains("error_type=\"validation_error\"", "error_type=\"server_busy\"")
                .contains("error_type=\"-32601\"", "error_type=\"-32001\"");
    }

    @Test
    void routeWithAValueInItDoesNotBecomeALabel() throws Exception {
        upstream.requested("emails/4ef9a417-02e9-4d39-ad75-9611e0fcc33c", "GET", 200, TOOK);
        upstream.requested("contacts/alice@example.com", "GET", 200, TOOK);
        assertThat(scrape()).contains("count{method=\"GET\",route=\"_OTHER\",status_class=\"2xx\"} 2");
    }

    @Test
    void missingAnswerIsAClassOfItsOwn() throws Exception {
        upstream.requested("emails", "POST", 0, TOOK);
        upstream.requested("emails", "POST", 503, TOOK);
        assertThat(scrape()).contains("status_class=\"none\"", "status_class=\"5xx\"");
    }

    @Test
    void unknownReasonOfARefusalDoesNotBecomeALabel() throws Exception {
        mcp.refused("mcp", "Bearer x");
        assertThat(scrape())
                .contains("auth_failures_total{reason=\"_OTHER\"} 1.0")
                .doesNotContain("Bearer");
    }

    @Test
    void everyOutcomeOfASendIsPresentFromTheStart() throws Exception {
        sends.ended(SendOutcome.ACCEPTED);
        assertThat(scrape())
                .contains("resend_send_total{outcome=\"accepted\"} 1.0", "resend_send_total{outcome=\"refused\"} 0.0");
    }

    @Test
    void sourceOfARepeatedAnswerIsOneOfAClosedSet() throws Exception {
        sends.deduplicated(SendMetrics.Source.JOURNAL);
        assertThat(scrape())
                .contains(
                        "resend_deduplicated_total{source=\"journal\"} 1.0",
                        "resend_deduplicated_total{source=\"resend\"} 0.0");
    }
}
