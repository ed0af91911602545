package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import dev.resendmcp.testing.SelfSigned;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is sent to a server that cannot show that it is Resend. */
@Tag("slow")
class TlsTest {
    @TempDir
    Path directory;

    @Test
    void certificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() {
        SelfSigned keys = SelfSigned.of("localhost", directory);
        assertRefused(keys, Map.of());
    }

    @Test
    void certificateOfAnotherHostIsRefusedBeforeAnythingIsSent() {
        SelfSigned keys = SelfSigned.of("api.example.org", directory);
        assertRefused(keys, trusted(keys));
    }

    @Test
    void trustedCertificateOfTheHostIsAccepted() {
        SelfSigned keys = SelfSigned.of("localhost", directory);
        try (ScriptedUpstream resend = new ScriptedUpstream(keys.context(), Reply.of(200, "{\"id\":\"1\"}"));
                RunningService service =
                        RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, trusted(keys))) {
            assertThat(service.mcp().call("list_domains", "{}").path("id").asText())
                    .isEqualTo("1");
        }
    }

    private static void assertRefused(SelfSigned keys, Map<String, String> settings) {
        try (ScriptedUpstream resend = new ScriptedUpstream(keys.context(), Reply.of(200, "{}"));
                RunningService service = RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, settings)) {
            JsonNode error = service.mcp()
                    .call("create_domain", "{'name': 'mail.example.org'}")
                    .path("error");
            assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
            assertThat(error.path("message").asText()).contains("certificate").endsWith("Nothing was sent.");
            assertThat(error.path("retryable").asBoolean()).isFalse();
            assertThat(resend.requests()).isEmpty();
        }
    }

    private static Map<String, String> trusted(SelfSigned keys) {
        return Map.of(
                "resend.http.tls.trustStorePath",
                keys.store().toString(),
                "resend.http.tls.trustStorePassword",
                SelfSigned.PASSWORD);
    }
}
