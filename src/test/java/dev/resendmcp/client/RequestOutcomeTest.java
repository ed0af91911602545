package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.AttemptFailure.Reach;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.failure.AttemptFailure.Verdict;
import dev.resendmcp.client.failure.FailureKind;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody is told that a call was not sent when an earlier attempt of it may have been carried out. */
class RequestOutcomeTest {
    private final AttemptFailure noAnswer = failure("upstream_timeout", Reach.SENT, 0, null);
    private final AttemptFailure noConnection = failure("upstream_unreachable", Reach.NOT_SENT, 0, null);
    private final AttemptFailure heldBack = failure("circuit_open", Reach.HELD_BACK, 0, Duration.ofSeconds(5));
    private static final UpstreamRequest SEND = new UpstreamRequest("/emails", "POST", Optional.of("key"));
    private static final UpstreamRequest READ = new UpstreamRequest("/emails", "GET", Optional.empty());

    @Test
    void refusalOfOursAfterAnAttemptWithoutAnswerLeavesTheOutcomeUnknown() {
        ResendException told = after(SEND, noAnswer, heldBack);
        assertThat(told.name()).isEqualTo("upstream_timeout");
        assertThat(told.outcomeUnknown()).isTrue();
        assertThat(told.getMessage()).doesNotContain("circuit_open").contains("Repeat exactly the same call");
        assertThat(told.retryAfter()).hasValue(Duration.ofSeconds(5));
    }

    @Test
    void missingConnectionAfterAnAttemptWithoutAnswerLeavesTheOutcomeUnknown() {
        assertThat(after(SEND, noAnswer, noConnection).outcomeUnknown()).isTrue();
    }

    @Test
    void refusalOfOursAfterAttemptsWithoutConnectionIsHandedOn() {
        ResendException told = after(SEND, noConnection, heldBack);
        assertThat(told.name()).isEqualTo("circuit_open");
        assertThat(told.outcomeUnknown()).isFalse();
    }

    @Test
    void refusalOfOursAfterAnAttemptThatLeftIsNotToldAsNotSent() {
        AttemptFailure failed = failure("application_error", Reach.SENT, 500, null);
        ResendException told = after(READ, failed, noConnection, heldBack);
        assertThat(told.name()).isEqualTo("application_error");
        assertThat(told.getMessage()).contains("It was not tried again (circuit_open)");
        assertThat(told.retryAfter()).hasValue(Duration.ofSeconds(5));
    }

    @Test
    void faultInTheRequestShowsThatNoAttemptWasCarriedOut() {
        AttemptFailure invalid = failure("validation_error", Reach.SENT, 422, null);
        assertThat(after(SEND, noAnswer, invalid).outcomeUnknown()).isFalse();
    }

    @Test
    void missingObjectShowsNothingBecauseTheFirstAttemptMayHaveRemovedIt() {
        AttemptFailure missing = failure("not_found", Reach.SENT, 404, null);
        ResendException told = after(SEND, noAnswer, missing);
        assertThat(told.name()).isEqualTo("not_found");
        assertThat(told.outcomeUnknown()).isTrue();
    }

    @Test
    void readHasNoOutcomeToWorryAbout() {
        assertThat(after(READ, noAnswer, noAnswer).outcomeUnknown()).isFalse();
    }

    private static ResendException after(UpstreamRequest request, AttemptFailure... failures) {
        RequestExecutor.Outcome outcome = new RequestExecutor.Outcome(request);
        AttemptFailure last = failures[0];
        for (AttemptFailure failure : failures) {
            outcome.note(failure);
            last = failure;
        }
        return outcome.after(last);
    }

    private static AttemptFailure failure(String name, Reach reach, int status, Duration wait) {
        ResendException error = new ResendException(name, "Told as " + name + ".", status, true, wait);
        Verdict verdict = status == 0 ? Verdict.of(FailureKind.TIMEOUT) : Verdict.REFUSED;
        return new AttemptFailure(error, Remedy.NONE, reach, status, verdict, null);
    }
}
