package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksTest {
    private static final String WEBHOOK = "/webhooks/" + SeededAccount.WEBHOOK_ID;
    private static final String FAILED = WEBHOOK + "/events/" + SeededAccount.FAILED_WEBHOOK_EVENT_ID;

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @Test
    void rotationReplacesTheSecret() {
        String old = sandbox.get(WEBHOOK).at("/signing_secret").textValue();
        String fresh = sandbox.post(WEBHOOK + "/signing-secret/rotate", null)
                .at("/signing_secret")
                .textValue();
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
        assertThat(sandbox.get(WEBHOOK).at("/signing_secret").textValue()).isEqualTo(fresh);
    }

    @Test
    void theListHasNoSecrets() {
        assertThat(sandbox.get("/webhooks").text())
                .contains(SeededAccount.WEBHOOK_ID)
                .doesNotContain("whsec_");
    }

    @Test
    void aReplayAddsAnAttemptThatSucceeds() {
        assertThat(sandbox.get(FAILED).at("/status").textValue()).isEqualTo("failed");
        assertThat(sandbox.post(FAILED + "/replay", null).at("/object").textValue())
                .isEqualTo("webhook_event");
        assertThat(sandbox.get(FAILED).at("/status").textValue()).isEqualTo("success");
        SimulatorExtension.Reply attempts = sandbox.get(FAILED + "/attempts");
        assertThat(attempts.at("/data").size()).isEqualTo(3);
        assertThat(attempts.at("/data/0/http_status_code").intValue()).isEqualTo(200);
    }

    @Test
    void eventsAreReadForwardOnly() {
        assertThat(sandbox.get(WEBHOOK + "/events?limit=1").at("/has_more").booleanValue())
                .isTrue();
        sandbox.get(WEBHOOK + "/events?before=" + SeededAccount.WEBHOOK_EVENT_ID)
                .isError(422, "validation_error");
    }
}
