package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.McpCalls;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The checks of the service tell what they know without a key of the service. */
class AccountHealthTest extends ResendKeyFixture {
    @Test
    void withoutCallersThereIsNothingToAsk() {
        start();
        assertThat(health("resend-reachable").path("healthy").asBoolean()).isTrue();
        assertThat(health("resend-reachable").path("message").asText()).contains("Nothing was asked of Resend");
        assertThat(health("resend-api-key").path("message").asText()).contains("keys of callers in use: 0");
        assertThat(resend.requests()).isEmpty();
    }

    @Test
    void callersShowThatResendAnswers() {
        start();
        assertThat(call(ANN, "list_domains", "{}").has("data")).isTrue();
        assertThat(call(BOB + "_sending", "send_email", mail("s")).has("id")).isTrue();
        assertThat(health("resend-reachable").path("message").asText()).isEqualTo("Resend answers");
        assertThat(health("resend-api-key").path("message").asText())
                .contains("keys of callers in use: 2, of them for sending only: 1");
        assertThat(health("rate-limiter").path("message").asText()).contains("2 accounts");
    }

    @Test
    void outageIsSeenAndItsEndTooWithoutAnyCaller() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        FaultyUpstream.Behaviour broken =
                FaultyUpstream.http("503 Service Unavailable", "application/json", "{\"name\":\"application_error\"}");
        FaultyUpstream.Behaviour works =
                FaultyUpstream.http("401 Unauthorized", "application/json", "{\"name\":\"missing_api_key\"}");
        try (FaultyUpstream upstream = new FaultyUpstream(out -> (down.get() ? broken : works).answer(out))) {
            service = startedAt(upstream.uri());
            assertThat(status(ANN)).isEqualTo(503);
            assertThat(health("resend-reachable").path("healthy").asBoolean()).isFalse();
            down.set(false);
            await().until(() -> health("resend-reachable").path("healthy").asBoolean());
        }
    }

    private JsonNode health(String check) {
        return McpCalls.parse(service.get(service.admin("/healthcheck"))).path(check);
    }
}
