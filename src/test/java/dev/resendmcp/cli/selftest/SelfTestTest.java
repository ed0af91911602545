package dev.resendmcp.cli.selftest;

import static dev.resendmcp.cli.report.Status.FAILED;
import static dev.resendmcp.cli.report.Status.OK;
import static dev.resendmcp.cli.report.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The self-test of a whole service in front of the simulated Resend. */
class SelfTestTest {
    private static final String TOKEN = "of-no-importance-of-no-importance";

    @Test
    void healthyServicePassesAndOnlyTheTestAddressGetsMail() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            List<Finding> findings = run(service.uri("/mcp"), Optional.empty(), Optional.empty());
            assertThat(findings).extracting(Finding::status).as("%s", findings).containsOnly(OK);
            assertThat(findings)
                    .extracting(Finding::check)
                    .containsExactly(
                            "service",
                            "tools",
                            "list_domains",
                            "send_email",
                            "repeat",
                            "get_email",
                            "list_emails",
                            "schedule",
                            "update_email",
                            "cancel_email",
                            "cancelled");
            assertThat(mails(resend))
                    .hasSize(2)
                    .allMatch(mail -> mail.bodyText().contains(SelfTest.TEST_ADDRESS));
        }
    }

    @Test
    void secondRunSendsAgain() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            run(service.uri("/mcp"), Optional.empty(), Optional.empty());
            List<Finding> findings = run(service.uri("/mcp"), Optional.empty(), Optional.empty());
            assertThat(findings).extracting(Finding::status).containsOnly(OK);
            assertThat(mails(resend)).hasSize(4);
        }
    }

    @Test
    void sendingOnlyKeySendsAndSkipsTheRest() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeededAccount.SENDING_ACCESS_KEY)) {
            List<Finding> findings =
                    run(service.uri("/mcp"), Optional.empty(), Optional.of("a@" + SeedData.DOMAIN_NAME));
            assertThat(findings).extracting(Finding::status).containsOnly(OK, SKIPPED);
            assertThat(findings)
                    .filteredOn(finding -> finding.status() == SKIPPED)
                    .extracting(Finding::check)
                    .containsExactly("list_domains", "get_email", "list_emails", "schedule");
            assertThat(mails(resend)).hasSize(1);
        }
    }

    @Test
    void toolThatNeedsAnApprovalIsSkipped() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("CONFIRM_TOOLS", "send_email"))) {
            List<Finding> findings = run(service.uri("/mcp"), Optional.empty(), Optional.empty());
            assertThat(findings)
                    .filteredOn(finding -> finding.status() == SKIPPED)
                    .extracting(Finding::check)
                    .containsExactly("send_email", "schedule");
            assertThat(mails(resend)).isEmpty();
        }
    }

    @Test
    void nothingIsScheduledThatCouldNotBeCancelled() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("CONFIRM_TOOLS", "destructive"))) {
            List<Finding> findings = run(service.uri("/mcp"), Optional.empty(), Optional.empty());
            assertThat(findings)
                    .filteredOn(finding -> finding.status() == SKIPPED)
                    .extracting(Finding::check)
                    .containsExactly("schedule");
            assertThat(mails(resend)).hasSize(1);
        }
    }

    @Test
    void refusedSenderFails() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY)) {
            List<Finding> findings = run(service.uri("/mcp"), Optional.empty(), Optional.of("a@unknown.example.org"));
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("send_email"))
                    .extracting(Finding::status)
                    .containsExactly(FAILED);
        }
    }

    @Test
    void tokenIsUsedAndAWrongOneFails() {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("MCP_AUTH_TOKENS", "one:" + TOKEN))) {
            assertThat(run(service.uri("/mcp"), Optional.of(TOKEN), Optional.empty()))
                    .extracting(Finding::status)
                    .containsOnly(OK);
            List<Finding> findings = run(service.uri("/mcp"), Optional.of(TOKEN + "x"), Optional.empty());
            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.status()).isEqualTo(FAILED);
                assertThat(finding.message()).contains("MCP_AUTH_TOKENS").doesNotContain(TOKEN);
            });
        }
    }

    @Test
    void serviceThatDoesNotRunFails() {
        URI nobody = URI.create("http://127.0.0.1:" + LoopbackServer.closedPort() + "/mcp");
        assertThat(run(nobody, Optional.empty(), Optional.empty()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("Nothing answers at"));
    }

    @Test
    void tokenOfTheCallerSelftestIsPreferred() {
        assertThat(SelfTestCommand.token("one:aaa, selftest:bbb")).contains("bbb");
        assertThat(SelfTestCommand.token("one:aaa, two:bbb")).contains("aaa");
        assertThat(SelfTestCommand.token("aaa")).contains("aaa");
        assertThat(SelfTestCommand.token("")).isEmpty();
    }

    private static List<Finding> run(URI address, Optional<String> token, Optional<String> sender) {
        return new SelfTest(new McpEndpoint(address, token), Clock.systemUTC(), sender).run();
    }

    private static List<RecordedRequest> mails(ResendSimulator resend) {
        return resend.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/emails"))
                .toList();
    }
}
