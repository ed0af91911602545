package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.http.connection.FairExecutor;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes are answered whatever callers do, and tell strangers nothing but one word. */
@Tag("slow")
class ProbesTest {
    private static final int THREADS = 12;

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().tokens("only-" + "0".repeat(30)).with("server.maxThreads", String.valueOf(THREADS));

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?type=alive", "?type=ready", "?name=all", "?name=state&type=ready", "?type=%zz", "?type"})
    void probeIsAnsweredInOneWord(String query) {
        String head = "GET /health-check" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.send(service.uri(""), head))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nhealthy")
                .containsIgnoringCase("cache-control: no-store");
    }

    @Test
    void checksAreToldOnTheAdminPort() {
        HttpResponse<String> answer = service.get(service.admin("/healthcheck"));
        assertThat(answer.body()).contains("request-threads", "Request threads are available", "state");
    }

    @Test
    void onlyReadingIsAProbe() {
        String request =
                "POST /health-check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.send(service.uri(""), request)).startsWith("HTTP/1.1 404");
    }

    @Test
    void probesAndTheAdminPortAnswerWhileAllRequestThreadsAreBusy() {
        CountDownLatch end = new CountDownLatch(1);
        try {
            keepBusy(end);
            assertThat(service.get(service.uri("/health-check?type=ready")).statusCode())
                    .isEqualTo(200);
            assertThat(service.get(service.admin("/ping")).statusCode()).isEqualTo(200);
        } finally {
            end.countDown();
        }
    }

    @Test
    void checkFailsWhileNoRequestFindsAThread() {
        RequestThreadsCheck check = new RequestThreadsCheck(Duration.ofMillis(50));
        check.watch(server());
        CountDownLatch end = new CountDownLatch(1);
        try {
            keepBusy(end);
            assertThat(check.execute().isHealthy()).isFalse();
        } finally {
            end.countDown();
        }
        HealthCheck patient = new RequestThreadsCheck(Duration.ofSeconds(10));
        ((RequestThreadsCheck) patient).watch(server());
        assertThat(patient.execute().isHealthy()).isTrue();
    }

    @Test
    void serverNeverBlocksBeforeItHandsARequestOn() {
        assertThat(server().getInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);
    }

    private static void keepBusy(CountDownLatch end) {
        for (int i = 0; i < 2 * THREADS; i++) {
            FairExecutor.of(server().getConnectors()[0]).execute(i, () -> await(end));
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Server server() {
        return service.running().connectors().findFirst().orElseThrow().getServer();
    }
}
