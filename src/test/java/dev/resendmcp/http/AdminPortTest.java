package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port with operators, as strangers, pages and operators meet it. */
class AdminPortTest {
    private static final String TOKEN = "operator-token-" + "0".repeat(32);
    private static final String AUTHORIZED = "Authorization: Bearer " + TOKEN;
    private static final Path LOGS = Path.of("target/test-logs/admin-port");

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .with("ADMIN_TOKENS", "ann:" + TOKEN + ", prometheus:" + "p".repeat(32))
            .with("ADMIN_ALLOWED_HOSTS", "localhost:*, metrics.example.org")
            .with("LOG_DIR", LOGS.toString());

    @ParameterizedTest
    @CsvSource({
        "GET,/metrics",
        "GET,/healthcheck",
        "GET,/threads",
        "GET,/ping",
        "GET,/",
        "GET,/pprof?duration=99999",
        "POST,/tasks/log-level?logger=dev.resendmcp&level=OFF",
        "POST,/tasks/gc"
    })
    void requestUnderAForeignNameIsRefused(String method, String path) {
        assertThat(answer(method, path, "rebound.example", AUTHORIZED)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/metrics",
        "GET,/healthcheck",
        "GET,/ping",
        "GET,/",
        "POST,/tasks/log-level?logger=dev.resendmcp&level=OFF",
        "POST,/tasks/gc"
    })
    void requestOfAForeignPageIsRefused(String method, String path) {
        assertThat(answer(method, path, "localhost", AUTHORIZED + "\r\nOrigin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(answer(method, path, "localhost", AUTHORIZED + "\r\nOrigin: null"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost@evil.example", "http://localhost.evil.example", "http://localhost:81"})
    void originThatOnlyBeginsLikeTheOwnOneIsRefused(String origin) {
        assertThat(answer("GET", "/ping", "localhost", "Origin: " + origin)).startsWith("HTTP/1.1 403");
    }

    @Test
    void ownOriginIsServed() {
        assertThat(answer("GET", "/ping", "localhost", "Origin: http://localhost"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9999", "metrics.example.org", "127.0.0.1:8081"})
    void configuredNamesAndTheOwnAddressAreServed(String host) {
        assertThat(answer("GET", "/ping", host, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/metrics",
        "GET,/prometheus",
        "GET,/metrics.json",
        "GET,/healthcheck",
        "GET,/",
        "POST,/tasks/log-level?logger=dev.resendmcp.other&level=INFO",
        "POST,/tasks/gc"
    })
    void everythingButLivenessNeedsAToken(String method, String path) {
        assertThat(answer(method, path, "localhost", ""))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer");
        assertThat(answer(method, path, "localhost", AUTHORIZED + "x")).startsWith("HTTP/1.1 401");
        assertThat(answer(method, path, "localhost", AUTHORIZED + "\r\n" + AUTHORIZED))
                .startsWith("HTTP/1.1 401");
        assertThat(answer(method, path, "localhost", AUTHORIZED)).doesNotStartWith("HTTP/1.1 401");
    }

    @Test
    void livenessIsAWordWithoutAToken() {
        assertThat(answer("GET", "/ping", "localhost", ""))
                .startsWith("HTTP/1.1 200")
                .endsWith("pong\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/threads",
                "/pprof?duration=99999",
                "/pprof/contention",
                "/tasks",
                "/tasks/",
                "/tasks/none",
                "/x"
            })
    void whatIsNotConfiguredIsNotThere(String path) {
        assertThat(answer("GET", path, "localhost", AUTHORIZED)).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/prometheus"})
    void metricsAreTextForPrometheus(String path) {
        assertThat(answer("GET", path, "localhost", AUTHORIZED))
                .startsWith("HTTP/1.1 200")
                .contains("text/plain", "# TYPE auth_failures_total counter");
    }

    @Test
    void indexListsWhatIsThere() {
        assertThat(answer("GET", "/", "localhost", AUTHORIZED))
                .contains("/ping", "/metrics", "/healthcheck", "/tasks/log-level")
                .doesNotContain("/pprof", "/threads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//tasks/gc", "/tasks;x/gc", "/tasks/%67c", "/./tasks/gc", "/ping/../tasks/gc", "/tasks%2fgc"})
    void otherWritingsOfAPathDoNotGetRoundTheToken(String path) {
        assertThat(answer("POST", path, "localhost", "")).matches("(?s)HTTP/1.1 (400|401|404).*");
    }

    @Test
    void taskIsLoggedWithWhoAndWhat() {
        String logger = "dev.resendmcp.unused-" + UUID.randomUUID();
        String answer = answer("POST", "/tasks/log-level?logger=" + logger + "&level=DEBUG", "localhost", AUTHORIZED);
        assertThat(answer).startsWith("HTTP/1.1 200");
        String line = Awaitility.await().until(() -> taskLine(logger), found -> !found.isEmpty());
        assertThat(line)
                .contains("\"operator\":\"ann\"", "\"page\":\"/tasks/log-level\"", "level=DEBUG")
                .doesNotContain(TOKEN);
    }

    private static String taskLine(String logger) throws IOException {
        return Files.readAllLines(LOGS.resolve("resend-full-mcp.log")).stream()
                .filter(line -> line.contains("logger=" + logger))
                .findFirst()
                .orElse("");
    }

    private static String answer(String method, String path, String host, String headers) {
        return RawHttp.send(
                service.admin("/"),
                method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n"
                        + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n");
    }
}
