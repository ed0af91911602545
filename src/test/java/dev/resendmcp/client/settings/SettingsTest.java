package dev.resendmcp.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.resendmcp.ResendMcpConfiguration;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the way to Resend: defaults, and what is refused. */
class SettingsTest {

    @Test
    void defaults() {
        ResendSettings settings = new ResendMcpConfiguration().resend();
        assertThat(settings.apiKey()).isNull();
        assertThat(settings.baseUrl().uri()).hasToString("https://api.resend.com");
        assertThat(settings.rateLimit()).as("what Resend allows").isNull();
        assertThat(settings.maxWait()).isEqualTo(Duration.seconds(30));
        assertThat(settings.requestTimeout()).isEqualTo(Duration.seconds(30));
        assertThat(settings.callTimeout()).isEqualTo(Duration.seconds(60));
        assertThat(settings.maxAnswerSize()).isEqualTo(DataSize.mebibytes(25));
    }

    @Test
    void httpDefaultsSuitARemoteApi() {
        ResendHttpSettings http = new ResendHttpSettings();
        assertThat(http.getTimeout()).isEqualTo(Duration.seconds(30));
        assertThat(http.getConnectionTimeout()).isEqualTo(Duration.seconds(5));
        assertThat(http.getConnectionRequestTimeout()).isEqualTo(Duration.seconds(2));
        assertThat(http.getKeepAlive()).isEqualTo(Duration.seconds(30));
        assertThat(http.isGzipEnabledForRequests()).isFalse();
        assertThat(http.isChunkedEncodingEnabled()).isFalse();
        assertThat(http.getRetries()).isZero();
    }

    @Test
    void keyPrintsMasked() {
        assertThat(ApiKey.of("re_sandbox")).hasToString("re_****");
        assertThat(new ResendSettings(ApiKey.of("re_sandbox"), null, null, null, null, null, null, null, null, null)
                        .toString())
                .doesNotContain("sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sandbox", "re_", "re_a b c d", "RE_sandbox", "re_xxxxxxxx", "re_sand\nbox"})
    void textThatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.of(text))
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text + " "))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.resend.com",
                "https://proxy.example.org:8443/resend",
                "http://127.0.0.1:8000",
                "http://localhost",
                "http://[::1]:1"
            })
    void addressesThatAreServed(String text) {
        assertThat(ResendAddress.of(text).uri()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.resend.com",
                "http://api.resend.com",
                "ftp://x",
                "https://",
                "https://user:pw@x.org",
                "https://x.org?a=b",
                "https://x.org#f",
                "::"
            })
    void addressesThatAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResendAddress.of(text));
    }
}
