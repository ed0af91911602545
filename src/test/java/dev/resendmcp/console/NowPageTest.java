package dev.resendmcp.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
}
