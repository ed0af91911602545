package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.SeededAccount;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecordingTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @Test
    void aRequestIsRecordedAsItCame() {
        sandbox.send(sandbox.request("POST", "/no%2Fwhere?a=%41&b", "{\"ü\":1}").headers("X-Two", "a", "X-Two", "b"));
        RecordedRequest request = sandbox.simulator.lastRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/no%2Fwhere");
        assertThat(request.query()).isEqualTo("a=%41&b");
        assertThat(request.target()).isEqualTo("/no%2Fwhere?a=%41&b");
        assertThat(request.bodyText()).isEqualTo("{\"ü\":1}");
        assertThat(request.headers().get("x-two")).containsExactly("a", "b");
        assertThat(request.header("X-TWO")).isEqualTo("a");
        assertThat(request.header("x-none")).isNull();
        assertThat(request.status()).isEqualTo(404);
    }

    @Test
    void aRequestWithoutQueryOrBodyHasNone() {
        sandbox.get("/domains");
        assertThat(sandbox.simulator.lastRequest().query()).isNull();
        assertThat(sandbox.simulator.lastRequest().body()).isEmpty();
    }

    @Test
    void aPrintedRequestShowsNoKey() {
        sandbox.post("/nowhere?a=1", "{}");
        assertThat(sandbox.simulator.lastRequest()).hasToString("POST /nowhere?a=1 -> 404 {}");
    }

    @Test
    void whatWasRecordedCannotBeChanged() {
        sandbox.post("/nowhere", "{}");
        RecordedRequest request = sandbox.simulator.lastRequest();
        request.body()[0] = 'x';
        assertThat(request.bodyText()).isEqualTo("{}");
        assertThatThrownBy(() -> request.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusedRequestsAreRecordedInOrder() {
        sandbox.get("/domains");
        sandbox.get("/nowhere");
        sandbox.send(sandbox.bare("POST", "/emails", "x"));
        assertThat(sandbox.simulator.requests())
                .extracting(RecordedRequest::status)
                .containsExactly(200, 404, 401);
    }

    @Test
    void noneOfManyRequestsAtOnceIsLost() {
        List<CompletableFuture<SimulatorExtension.Reply>> running = Stream.generate(
                        () -> sandbox.sendLater(sandbox.request("POST", "/emails", SimulatorExtension.EMAIL)))
                .limit(50)
                .toList();
        running.forEach(CompletableFuture::join);
        assertThat(sandbox.simulator.requests())
                .hasSize(50)
                .isSortedAccordingTo((a, b) -> Long.compare(a.nanoTime(), b.nanoTime()));
        assertThat(sandbox.get("/emails?limit=100").at("/data").size()).isEqualTo(50);
    }

    @Test
    void aDelayedAnswerComesLateButIsActedOnAtOnce() {
        sandbox.simulator.delayAnswers(Duration.ofMillis(300));
        long begin = System.nanoTime();
        sandbox.sent(SimulatorExtension.EMAIL);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void resetForgetsAllAndSeedsAgain() {
        sandbox.sent(SimulatorExtension.EMAIL);
        sandbox.delete("/domains/" + SeededAccount.DOMAIN_ID);
        sandbox.simulator.delayAnswers(Duration.ofHours(1));
        sandbox.simulator.reset();
        assertThat(sandbox.simulator.requests()).isEmpty();
        assertThatThrownBy(sandbox.simulator::lastRequest).isInstanceOf(NoSuchElementException.class);
        assertThat(sandbox.get("/emails").at("/data").size()).isZero();
        assertThat(sandbox.get("/domains/" + SeededAccount.DOMAIN_ID).status()).isEqualTo(200);
    }

    @Test
    void onlyARunningSimulatorHasAnAddress() {
        ResendSimulator simulator = new ResendSimulator(1);
        assertThatIllegalStateException().isThrownBy(simulator::baseUri);
        assertThat(simulator.start().baseUri().getHost()).isEqualTo("127.0.0.1");
        simulator.close();
        assertThatIllegalStateException().isThrownBy(simulator::baseUri);
    }
}
