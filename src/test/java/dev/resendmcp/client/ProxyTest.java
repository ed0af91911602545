package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConnectProxy;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import dev.resendmcp.testing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxies that the environment names are used, and a private authority is trusted. */
@Tag("slow")
class ProxyTest {
    private static final String HOST = "api.example.org";

    @TempDir
    Path directory;

    private SelfSigned keys;
    private ScriptedUpstream resend;

    @BeforeEach
    void start() {
        keys = SelfSigned.of(HOST, directory);
        resend = new ScriptedUpstream(keys.context(), Reply.of(200, "{\"id\":\"1\"}"));
    }

    @AfterEach
    void stop() {
        resend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void proxyOfTheEnvironmentIsUsedAndSaidAtTheStart(String variable) throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withLogin(resend.uri().getPort());
                RunningService service = service(variable, "http://ann:s%40cret@127.0.0.1:" + proxy.port())) {
            assertThat(service.mcp().call("list_domains", "{}").path("id").asText())
                    .isEqualTo("1");
            assertThat(proxy.heads())
                    .anySatisfy(head -> assertThat(head)
                            .startsWith("CONNECT " + HOST + ":")
                            .contains("Proxy-Authorization: Basic YW5uOnNAY3JldA=="));
            Awaitility.await().until(() -> log().contains("go through the proxy 127.0.0.1:" + proxy.port()));
            assertThat(log()).doesNotContain("s@cret", "s%40cret", "YW5uOnNAY3JldA==");
        }
    }

    @Test
    void hostThatNoProxyNamesIsReachedDirectly() {
        SelfSigned local = SelfSigned.of("localhost", directory);
        try (ConnectProxy proxy = ConnectProxy.to(resend.uri().getPort());
                ScriptedUpstream near = new ScriptedUpstream(local.context(), Reply.of(200, "{\"id\":\"2\"}"));
                RunningService service = RunningService.inFrontOf(
                        near.uri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of(
                                "HTTPS_PROXY",
                                "http://127.0.0.1:" + proxy.port(),
                                "NO_PROXY",
                                "*.example.com, localhost",
                                "RESEND_CA_FILE",
                                local.pem().toString()))) {
            assertThat(service.mcp().call("list_domains", "{}").path("id").asText())
                    .isEqualTo("2");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void proxyOfTheFileWinsOverTheEnvironment() {
        try (ConnectProxy proxy = ConnectProxy.to(resend.uri().getPort());
                RunningService service = service(
                        "HTTPS_PROXY",
                        "http://127.0.0.1:" + LoopbackServer.closedPort(),
                        Map.of(
                                "resend.http.proxy.host",
                                "127.0.0.1",
                                "resend.http.proxy.port",
                                Integer.toString(proxy.port())))) {
            assertThat(service.mcp().call("list_domains", "{}").path("id").asText())
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 502})
    void refusalOfTheProxyIsToldAsOneAndNotAsResends(int status) {
        try (ConnectProxy proxy = ConnectProxy.refusing(status);
                RunningService service = service("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())) {
            assertProxyFailed(service, "HTTP status " + status + " of the proxy");
        }
    }

    @Test
    void proxyThatCannotBeReachedIsToldAsOne() {
        try (RunningService service = service("HTTPS_PROXY", "127.0.0.1:" + LoopbackServer.closedPort())) {
            assertProxyFailed(service, "Connection refused");
        }
    }

    private static void assertProxyFailed(RunningService service, String cause) {
        JsonNode error = service.mcp()
                .call("create_domain", "{'name': 'mail.example.org'}")
                .path("error");
        assertThat(error.path("name").asText()).isEqualTo("upstream_unreachable");
        assertThat(error.path("message").asText()).contains("proxy", cause).endsWith("Nothing was sent.");
        assertThat(error.has("outcome")).isFalse();
        assertThat(service.get(service.admin("/prometheus")).body())
                .containsPattern("resend_upstream_failures_total\\{kind=\"proxy\"} [1-9]")
                .contains("resend_upstream_failures_total{kind=\"connect\"} 0.0");
    }

    private RunningService service(String variable, String proxy) {
        return service(variable, proxy, Map.of());
    }

    private RunningService service(String variable, String proxy, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                variable,
                proxy,
                "RESEND_CA_FILE",
                keys.pem().toString(),
                "LOG_DIR",
                directory.toString(),
                "resend.callTimeout",
                "5s"));
        settings.putAll(more);
        return RunningService.inFrontOf(
                URI.create("https://" + HOST + ":" + resend.uri().getPort()), SeedData.FULL_ACCESS_KEY, settings);
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("resend-full-mcp.log"));
    }
}
