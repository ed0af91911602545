package dev.resendmcp.cli.doctor;

import static dev.resendmcp.cli.report.Status.FAILED;
import static dev.resendmcp.cli.report.Status.OK;
import static dev.resendmcp.cli.report.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.testing.ConnectProxy;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.SelfSigned;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the doctor says about certificates. */
@Tag("slow")
class DoctorCertificatesTest extends DoctorFixture {
    @Test
    void trustedCertificatePassesWithIssuerAndExpiry() throws Exception {
        SelfSigned keys = SelfSigned.of("localhost", directory);
        try (ScriptedUpstream resend = new ScriptedUpstream(keys.context(), DOMAINS)) {
            List<Finding> findings = examine(resend.uri(), trusting(keys));
            assertThat(only(findings, "tls").status()).isEqualTo(OK);
            assertThat(only(findings, "tls").message()).contains("issued by localhost, valid until");
            assertThat(only(findings, "api-key").status()).isEqualTo(OK);
        }
    }

    @Test
    void certificateIsReadThroughTheProxy() throws Exception {
        SelfSigned keys = SelfSigned.of("localhost", directory);
        try (ScriptedUpstream resend = new ScriptedUpstream(keys.context(), DOMAINS);
                ConnectProxy proxy = ConnectProxy.withLogin(resend.uri().getPort())) {
            List<Finding> findings = examine(
                    resend.uri(),
                    Map.of(
                            "RESEND_CA_FILE",
                            keys.pem().toString(),
                            "HTTPS_PROXY",
                            "http://user:password@127.0.0.1:" + proxy.port()));
            for (String check : List.of("proxy", "tls", "resend", "api-key")) {
                assertThat(only(findings, check).status()).as(check).isEqualTo(OK);
            }
        }
    }

    @Test
    void expiredCertificateFails() throws Exception {
        SelfSigned keys = SelfSigned.expired("localhost", directory);
        assertFailure(keys, trusting(keys), "expired on");
    }

    @Test
    void untrustedCertificateFailsAndNamesTheIssuer() throws Exception {
        assertFailure(SelfSigned.of("localhost", directory), Map.of(), "issued by localhost, is not trusted");
    }

    @Test
    void certificateOfAnotherHostFailsAndNamesBoth() throws Exception {
        SelfSigned keys = SelfSigned.of("api.example.org", directory);
        assertFailure(keys, trusting(keys), "is for api.example.org, not for localhost");
    }

    @Test
    void serverWithoutTlsFails() throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(DOMAINS)) {
            URI encrypted = URI.create("https://localhost:" + resend.uri().getPort());
            Map<String, String> settings = Map.of("RESEND_API_BASE_URL", encrypted.toString());
            Finding tls = only(examine(PATIENT.withStep(Duration.ofSeconds(20)), Clock.systemUTC(), settings), "tls");
            assertThat(tls.status()).isEqualTo(FAILED);
            assertThat(tls.message()).contains("before localhost shows a certificate");
        }
    }

    private void assertFailure(SelfSigned keys, Map<String, String> settings, String message) throws Exception {
        try (ScriptedUpstream resend = new ScriptedUpstream(keys.context(), DOMAINS)) {
            List<Finding> findings = examine(resend.uri(), settings);
            assertThat(only(findings, "tls").status()).isEqualTo(FAILED);
            assertThat(only(findings, "tls").message()).contains(message);
            assertThat(only(findings, "resend").status()).isEqualTo(SKIPPED);
            assertThat(resend.requests()).isEmpty();
        }
    }

    private static Map<String, String> trusting(SelfSigned keys) {
        return Map.of("RESEND_CA_FILE", keys.pem().toString());
    }
}
