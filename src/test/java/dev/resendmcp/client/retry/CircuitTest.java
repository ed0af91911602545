package dev.resendmcp.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.client.retry.Circuit.Attempt;
import dev.resendmcp.client.retry.CircuitState.Position;
import dev.resendmcp.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ten failed calls over two seconds without an answer hold calls back; an answer lets them out again. */
class CircuitTest {
    private static final String LOGS = "GET /logs";
    private static final String EMAILS = "POST /emails";

    private final ManualClock clock = new ManualClock();
    private final Circuit circuit = new Circuit(clock, 1);

    @Test
    void tenFailuresOverTwoSecondsOpenIt() {
        fail(circuit, LOGS, 9);
        clock.pass(Duration.ofSeconds(2));
        assertPosition(circuit, Position.CLOSED);
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.OPEN);
        assertThat(circuit.passes()).isFalse();
    }

    @Test
    void burstOfFailuresOfOneMomentDoesNot() {
        fail(circuit, LOGS, 100);
        clock.pass(Duration.ofMillis(1_999));
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.CLOSED);
    }

    @Test
    void answerBetweenFailuresBeginsTheCountAgain() {
        fail(circuit, LOGS, 9);
        clock.pass(Duration.ofSeconds(2));
        circuit.answered(begin(circuit, LOGS));
        fail(circuit, LOGS, 9);
        clock.pass(Duration.ofSeconds(2));
        assertPosition(circuit, Position.CLOSED);
    }

    @Test
    void oneEndpointAloneDoesNotOpenTheCircuitOfAll() {
        Circuit all = new Circuit(clock, 2);
        fail(all, LOGS, 50);
        clock.pass(Duration.ofSeconds(3));
        fail(all, LOGS, 50);
        assertPosition(all, Position.CLOSED);
        fail(all, EMAILS, 1);
        assertPosition(all, Position.OPEN);
    }

    @Test
    void failureWaitsForRequestsThatBeganBefore() {
        Attempt slow = begin(circuit, LOGS);
        clock.pass(Duration.ofMillis(1));
        fail(circuit, LOGS, 50);
        clock.pass(Duration.ofSeconds(9));
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.CLOSED);
        circuit.answered(slow);
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.CLOSED);
    }

    @Test
    void requestThatTakesTooLongIsNotWaitedFor() {
        begin(circuit, LOGS);
        clock.pass(Duration.ofMillis(1));
        fail(circuit, LOGS, 50);
        clock.pass(Duration.ofSeconds(10));
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.OPEN);
    }

    @Test
    void requestThatSaidNothingAboutResendIsNotWaitedFor() {
        Attempt unused = begin(circuit, LOGS);
        clock.pass(Duration.ofMillis(1));
        fail(circuit, LOGS, 50);
        clock.pass(Duration.ofSeconds(2));
        circuit.forget(unused);
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.OPEN);
    }

    @Test
    void failuresOfLongAgoSayNothing() {
        fail(circuit, LOGS, 50);
        clock.pass(Duration.ofSeconds(16));
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.CLOSED);
    }

    @Test
    void afterFiveSecondsThreeCallsGoOutToTryAndAnAnswerClosesIt() {
        open();
        clock.pass(Duration.ofSeconds(5));
        Attempt trial = begin(circuit, LOGS);
        begin(circuit, LOGS);
        begin(circuit, LOGS);
        assertThat(circuit.passes()).isFalse();
        circuit.answered(trial);
        assertPosition(circuit, Position.CLOSED);
    }

    @Test
    void threeFailuresOfTrialsOpenItAgain() {
        open();
        clock.pass(Duration.ofSeconds(5));
        fail(circuit, LOGS, 2);
        assertPosition(circuit, Position.HALF_OPEN);
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.OPEN);
    }

    @Test
    void trialThatSaidNothingAboutResendGivesItsPlaceBack() {
        open();
        clock.pass(Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.passes()).isTrue();
            circuit.forget(begin(circuit, LOGS));
        }
        assertPosition(circuit, Position.HALF_OPEN);
    }

    private void open() {
        fail(circuit, LOGS, 10);
        clock.pass(Duration.ofSeconds(2));
        fail(circuit, LOGS, 1);
        assertPosition(circuit, Position.OPEN);
    }

    private void assertPosition(Circuit any, Position position) {
        assertThat(any.state().position()).isEqualTo(position);
    }

    private Attempt begin(Circuit any, String endpoint) {
        assertThat(any.passes()).isTrue();
        Attempt attempt = new Attempt(endpoint, clock.instant());
        any.begin(attempt);
        return attempt;
    }

    private void fail(Circuit any, String endpoint, int times) {
        for (int i = 0; i < times; i++) {
            any.failed(begin(any, endpoint));
        }
    }
}
