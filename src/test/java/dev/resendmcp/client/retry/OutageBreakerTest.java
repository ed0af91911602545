package dev.resendmcp.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.FailureKind;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.retry.CircuitState.Position;
import dev.resendmcp.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is held back in an outage, and that each turn of it is logged once. */
class OutageBreakerTest {
    private static final String LOGS = "GET /logs";
    private static final String EMAILS = "POST /emails";
    private static final String HELD_BACK = " fails: calls are held back";
    private static final String TRIED = ": a few calls are let out to try whether it works again";
    private static final String WORKS = " works again: calls are let out as usual";

    private final ManualClock clock = new ManualClock();
    private final OutageBreaker breaker = new OutageBreaker(clock);
    private final Logger log = (Logger) LoggerFactory.getLogger(OutageBreaker.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void outageIsLoggedOnceForEachCircuitHoweverManyCallsFail() throws AttemptFailure {
        outage();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> breaker.check(LOGS)).isInstanceOf(AttemptFailure.class);
        }
        assertThat(lines()).containsExactlyInAnyOrder("Resend" + HELD_BACK, LOGS + HELD_BACK, EMAILS + HELD_BACK);
    }

    @Test
    void trialThatIsAnsweredIsLoggedAsTheEndOfTheOutage() throws AttemptFailure {
        outage();
        lines.list.clear();
        clock.pass(CircuitState.OPEN_FOR);
        breaker.enter(LOGS).answered();
        assertThat(lines()).containsExactlyInAnyOrder("Resend" + TRIED, LOGS + TRIED, "Resend" + WORKS, LOGS + WORKS);
        assertThat(breaker.state().position()).isEqualTo(Position.CLOSED);
    }

    @Test
    void trialsThatFailAreLoggedOnce() throws AttemptFailure {
        outage();
        lines.list.clear();
        clock.pass(CircuitState.OPEN_FOR);
        List<OutageBreaker.Passage> trials = List.of(breaker.enter(LOGS), breaker.enter(LOGS), breaker.enter(LOGS));
        trials.forEach(trial -> trial.failed(failure(LOGS)));
        assertThat(lines())
                .containsExactlyInAnyOrder("Resend" + TRIED, LOGS + TRIED, "Resend" + HELD_BACK, LOGS + HELD_BACK);
    }

    @Test
    void whatSaysNothingAboutResendHoldsBackNobody() throws AttemptFailure {
        for (int i = 0; i < 50; i++) {
            breaker.enter(i % 2 == 0 ? LOGS : EMAILS).forget();
            clock.pass(Duration.ofMillis(100));
        }
        breaker.check(LOGS);
        breaker.check(EMAILS);
        assertThat(lines()).isEmpty();
    }

    /** Ten calls of each of two endpoints fail over two seconds. */
    private void outage() throws AttemptFailure {
        for (int i = 0; i < 10; i++) {
            breaker.enter(LOGS).failed(failure(LOGS));
            breaker.enter(EMAILS).failed(failure(EMAILS));
            clock.pass(Duration.ofMillis(222));
        }
        assertThat(breaker.state().position()).isEqualTo(Position.CLOSED);
        OutageBreaker.Passage logs = breaker.enter(LOGS);
        OutageBreaker.Passage emails = breaker.enter(EMAILS);
        logs.failed(failure(LOGS));
        emails.failed(failure(EMAILS));
        assertThat(breaker.state().position()).isEqualTo(Position.OPEN);
    }

    private static UpstreamFailure failure(String endpoint) {
        return new UpstreamFailure(FailureKind.SERVER_ERROR, endpoint, 500, "application_error", "");
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
