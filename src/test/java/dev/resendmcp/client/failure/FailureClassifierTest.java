package dev.resendmcp.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.http.ErrorResponseException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says about Resend. */
class FailureClassifierTest {
    private static final UpstreamRequest READ = new UpstreamRequest("/logs", "GET", Optional.empty());

    private final FailureClassifier failures = new FailureClassifier(new ObjectMapper(), Clock.systemUTC(), false);

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 414, 431, 422, 429, 501, 505})
    void refusalIsNoSignOfAnOutage(int status) {
        AttemptFailure failure = classify(status);
        assertThat(failure.refused()).isTrue();
        assertThat(failure.verdict().fails()).isFalse();
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 522})
    void failureOfTheServerIsASignOfAnOutageAndMayBeRepeated(int status) {
        AttemptFailure failure = classify(status);
        assertThat(failure.refused()).isFalse();
        assertThat(failure.verdict().fails()).isTrue();
        assertThat(failure.remedy()).isEqualTo(Remedy.REPEAT_AFTER_PAUSE);
    }

    private AttemptFailure classify(int status) {
        return failures.classify(new ErrorResponseException(status, null, new byte[0]), READ, null);
    }
}
