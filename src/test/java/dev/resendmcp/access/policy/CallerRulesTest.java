package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy and budgets in the entry of a caller hold in addition to those for all. */
class CallerRulesTest {
    private static final CallerToken ANN = CallerToken.create();
    private static final CallerToken BOB = CallerToken.create();

    @TempDir
    Path directory;

    private ResendSimulator resend;
    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        Path file = directory.resolve("callers.yml");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, """
                callers:
                  - name: ann
                    token_hash: "%s"
                    policy:
                      allowed_recipients: [resend.dev]
                      max_recipients: 2
                    budgets:
                      recipients_per_hour: 2
                  - name: bob
                    token_hash: "%s"
                """.formatted(ANN.hash().text(), BOB.hash().text()));
        resend = new ResendSimulator(1000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "CALLERS_FILE",
                        file.toString(),
                        "DENIED_RECIPIENTS",
                        "bounced@resend.dev",
                        "APPROVE_TOOLS",
                        "none"));
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    private JsonNode send(CallerToken caller, String subject, String to) {
        String mail = "{'from':'a@sandbox.resend.dev','subject':'" + subject + "','text':'t','to':" + to + "}";
        return service.mcp().as(caller.text()).call("send_email", mail);
    }

    @Test
    void bothPoliciesMustAllowACall() {
        assertThat(send(ANN, "1", "'x@example.com'").at("/error/message").asText())
                .contains("allowed_recipients of the policy for this caller");
        assertThat(send(ANN, "2", "'bounced@resend.dev'").at("/error/message").asText())
                .contains("The rule DENIED_RECIPIENTS");
        assertThat(send(BOB, "3", "'bounced@resend.dev'").at("/error/message").asText())
                .contains("The rule DENIED_RECIPIENTS");
        assertThat(PolicyFixture.changes(resend, 0)).isEmpty();
    }

    @Test
    void budgetIsThatOfTheCallerAlone() {
        assertThat(send(ANN, "1", "['delivered@resend.dev','delivered+2@resend.dev']")
                        .has("id"))
                .isTrue();
        assertThat(send(ANN, "2", "'delivered@resend.dev'").at("/error/message").asText())
                .contains("recipients_per_hour of this caller");
        assertThat(send(BOB, "3", "'delivered@resend.dev'").has("id")).isTrue();
        assertThat(service.get(service.admin("/metrics")).body())
                .contains("resend_budget_used{caller=\"ann\",window=\"recipients_per_hour\"} 2.0");
    }
}
