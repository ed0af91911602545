package dev.resendmcp.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page about the present shows. */
class NowPageTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final String MAIL =
            "{'from':'a@sandbox.resend.dev','subject':'s','text':'t','to':['delivered@resend.dev','bounced@resend.dev']}";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension()
            .with("ADMIN_TOKENS", "ann:" + OPERATOR)
            .with("RECIPIENTS_PER_HOUR", "10")
            .with("CALLS_PER_MINUTE", "30");

    private ConsoleCalls console;

    @BeforeEach
    void login() {
        console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
    }

    @Test
    void budgetsAreShownWithWhatIsUsedAndLeft() {
        service.mcp().call("send_email", MAIL);
        assertThat(console.get("/console/now").body())
                .containsSubsequence("all callers together", "recipients in an hour", "2 of 10", ">8</td>")
                .containsSubsequence("all callers together", "calls in a minute", "1 of 30", ">29</td>");
    }

    @Test
    void queueBreakerQuotaBudgetsAndApprovalsArePlotted() {
        assertThat(console.get("/console/now").body())
                .contains(
                        "aria-label=\"Requests in the queue in the last hour",
                        "aria-label=\"Circuit breaker (1: open)",
                        "aria-label=\"Emails sent today (Resend)",
                        "aria-label=\"Most used budget in %",
                        "aria-label=\"Calls that wait for approval");
    }

    @Test
    void budgetOfACallerIsShownBeforeItsFirstCall(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("callers.yml");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, """
                callers:
                  - name: bob
                    token_hash: "%s"
                    budgets:
                      recipients_per_day: 7
                """.formatted(CallerToken.create().hash().text()));
        try (RunningService other = RunningService.inFrontOf(
                service.resend().baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("CALLERS_FILE", file.toString(), "ADMIN_TOKENS", "ann:" + OPERATOR))) {
            ConsoleCalls page = new ConsoleCalls(other.admin("/"));
            page.login(OPERATOR);
            assertThat(page.get("/console/now").body())
                    .containsSubsequence("<td class=\"any\">bob</td>", "recipients in a day", "0 of 7");
        }
    }
}
