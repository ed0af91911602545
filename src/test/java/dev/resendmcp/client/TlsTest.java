package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is sent to a server that cannot show that it is Resend. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    @Test
    void certificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() throws Exception {
        Path keys = certificate("localhost");
        assertRefused(keys, Map.of());
    }

    @Test
    void certificateOfAnotherHostIsRefusedBeforeAnythingIsSent() throws Exception {
        Path keys = certificate("api.example.org");
        assertRefused(keys, trusted(keys));
    }

    @Test
    void trustedCertificateOfTheHostIsAccepted() throws Exception {
        Path keys = certificate("localhost");
        try (ScriptedUpstream resend = new ScriptedUpstream(context(keys), Reply.of(200, "{\"id\":\"1\"}"));
                RunningService service =
                        RunningService.inFrontOf(resend.uri(), ResendSimulator.FULL_ACCESS_KEY, trusted(keys))) {
            assertThat(service.mcp().call("list_domains", "{}").path("id").asText())
                    .isEqualTo("1");
        }
    }

    private static void assertRefused(Path keys, Map<String, String> settings)
            throws IOException, GeneralSecurityException {
        try (ScriptedUpstream resend = new ScriptedUpstream(context(keys), Reply.of(200, "{}"));
                RunningService service =
                        RunningService.inFrontOf(resend.uri(), ResendSimulator.FULL_ACCESS_KEY, settings)) {
            JsonNode error = service.mcp()
                    .call("create_domain", "{'name': 'mail.example.org'}")
                    .path("error");
            assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
            assertThat(error.path("message").asText()).contains("certificate").endsWith("Nothing was sent.");
            assertThat(error.path("retryable").asBoolean()).isFalse();
            assertThat(resend.requests()).isEmpty();
        }
    }

    private static Map<String, String> trusted(Path keys) {
        return Map.of(
                "resend.http.tls.trustStorePath", keys.toString(), "resend.http.tls.trustStorePassword", PASSWORD);
    }

    /** A key with a certificate that it signed itself. */
    private Path certificate(String host) throws IOException, InterruptedException {
        Path keys = directory.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).as("exit code of keytool").isZero();
        return keys;
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
