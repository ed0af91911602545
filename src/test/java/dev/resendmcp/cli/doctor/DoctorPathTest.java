package dev.resendmcp.cli.doctor;

import static dev.resendmcp.cli.report.Status.FAILED;
import static dev.resendmcp.cli.report.Status.OK;
import static dev.resendmcp.cli.report.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.testing.ConnectProxy;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.ScriptedUpstream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor finds on the way to Resend. */
class DoctorPathTest extends DoctorFixture {
    @Test
    void nameThatCannotBeResolvedFailsAndTheRestOfTheWayIsSkipped() throws Exception {
        List<Finding> findings = examine(URI.create("https://resend.invalid"), Map.of());
        Finding dns = only(findings, "dns");
        assertThat(dns.status()).isEqualTo(FAILED);
        assertThat(dns.message()).contains("resend.invalid", "RESEND_API_BASE_URL");
        for (String later : List.of("connection", "proxy", "tls", "resend")) {
            assertThat(only(findings, later).status()).isEqualTo(SKIPPED);
        }
    }

    @Test
    void keysOfCallersLeaveTheWayToBeExamined() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOMAINS)) {
            List<Finding> findings = examine(resend.uri(), Map.of("AUTH_TYPE", "resend-key", "RESEND_API_KEY", ""));
            assertThat(only(findings, "connection").status()).isEqualTo(OK);
            assertThat(only(findings, "resend").status()).isEqualTo(SKIPPED);
            assertThat(only(findings, "resend").message()).contains("each caller sends its own key");
            assertThat(resend.requests()).isEmpty();
        }
    }

    @Test
    void refusedConnectionFails() throws Exception {
        int port = LoopbackServer.closedPort();
        Finding connection = only(examine(URI.create("https://127.0.0.1:" + port), Map.of()), "connection");
        assertThat(connection.status()).isEqualTo(FAILED);
        assertThat(connection.message()).contains("port " + port, "firewall");
    }

    @Test
    void proxyThatRefusesFails() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.refusing(403)) {
            List<Finding> findings = examine(
                    URI.create("https://resend.invalid"),
                    Map.of("HTTPS_PROXY", "http://ann:h%75nter@127.0.0.1:" + proxy.port()));
            assertThat(only(findings, "dns").status()).isEqualTo(OK);
            Finding refusal = only(findings, "proxy");
            assertThat(refusal.status()).isEqualTo(FAILED);
            assertThat(refusal.message()).contains("403", "HTTPS_PROXY");
            assertThat(findings.toString()).doesNotContain("ann:", "hunter", "h%75nter");
        }
    }

    @Test
    void proxyThatWantsAPasswordFails() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.refusing(407)) {
            Finding refusal = only(
                    examine(
                            URI.create("https://resend.invalid"),
                            Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())),
                    "proxy");
            assertThat(refusal.status()).isEqualTo(FAILED);
            assertThat(refusal.message()).contains("407", "password");
        }
    }

    @Test
    void serverThatNeverAnswersFailsInBoundedTime() throws Exception {
        try (LoopbackServer silent =
                new LoopbackServer(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            long begin = System.nanoTime();
            Finding answer = only(
                    examine(
                            Bounds.DEFAULT.withStep(Duration.ofSeconds(2)),
                            Clock.systemUTC(),
                            Map.of("RESEND_API_BASE_URL", "http://127.0.0.1:" + silent.port())),
                    "resend");
            assertThat(answer.status()).isEqualTo(FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
        }
    }
}
