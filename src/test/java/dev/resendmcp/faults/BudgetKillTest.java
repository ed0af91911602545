package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed while it sends has counted every mail that reached Resend. */
@Tag("slow")
class BudgetKillTest {
    private static final int BUDGET = 60;
    private static final int SENDS = 40;
    private static final String USED = "resend_budget_used{caller=\"_ALL\",window=\"recipients_per_hour\"}";

    @TempDir
    private Path directory;

    @Test
    void killedServiceHasCountedWhatReachedResendAndKeepsWithinTheBudget() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start()) {
            kill(resend, 0);
            long sent = sent(resend);
            try (ServiceProcess service = start(resend)) {
                assertThat(send(service.mcp(), BUDGET + 1).at("/error/message").asText())
                        .contains(" are used, and this call needs 61");
                service.mcp().call("send_email", mail(999));
                assertThat(service.metric(USED)).isGreaterThanOrEqualTo((double) (sent + 1));
            }
            kill(resend, 1);
            try (ServiceProcess service = start(resend)) {
                IntStream.range(2 * SENDS, 2 * SENDS + BUDGET)
                        .forEach(i -> service.mcp().call("send_email", mail(i)));
                JsonNode refused = service.mcp().call("send_email", mail(3 * SENDS + BUDGET));
                assertThat(refused.at("/error/name").asText()).isEqualTo("budget_exceeded");
                assertThat(refused.at("/error/retry_after_seconds").asLong()).isPositive();
            }
            assertThat(sent(resend)).isLessThanOrEqualTo(BUDGET);
        }
    }

    /** Sends mails from many threads, and kills the service once some are sent. */
    private void kill(ResendSimulator resend, int round) {
        long before = sent(resend);
        try (ServiceProcess service = start(resend)) {
            // Most of them end with the process.
            List<CompletableFuture<?>> unfinished = IntStream.range(round * SENDS, (round + 1) * SENDS)
                    .<CompletableFuture<?>>mapToObj(i -> service.mcp().callLater("send_email", mail(i)))
                    .toList();
            assertThat(unfinished).hasSize(SENDS);
            Awaitility.await().until(() -> sent(resend) > before + SENDS / 8);
        }
    }

    private ServiceProcess start(ResendSimulator resend) {
        return ServiceProcess.start(
                resend.baseUri(),
                directory,
                Map.of("RATE_LIMIT", "200", "APPROVE_TOOLS", "none", "RECIPIENTS_PER_HOUR", String.valueOf(BUDGET)));
    }

    private static JsonNode send(McpCalls mcp, int recipients) {
        return mcp.call(
                "send_batch_emails",
                "{'emails':["
                        + IntStream.range(0, recipients)
                                .mapToObj(i -> mail(10_000 + i).toString())
                                .reduce((one, other) -> one + "," + other)
                                .orElseThrow()
                        + "]}");
    }

    private static JsonNode mail(int number) {
        return McpCalls.json("{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 'Number "
                + number + "', 'text': 't'}");
    }

    private static long sent(ResendSimulator resend) {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }
}
