package dev.resendmcp.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.http.ErrorResponseException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(strings = {"POST /emails ann@example.org", "Validation Error", "", "a\\nb", "ann@example.org"})
    void nameThatIsNoneIsNotPassedOn(String name) {
        AttemptFailure failure = classify(422, "{\"name\":\"" + name + "\",\"message\":\"m\"}");
        assertThat(failure.error().name()).isEqualTo("unexpected_answer");
    }

    @Test
    void unknownNameOfTheUsualFormIsPassedOn() {
        assertThat(classify(422, "{\"name\":\"new_rule\",\"message\":\"m\"}")
                        .error()
                        .name())
                .isEqualTo("new_rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization=[Bearer secret-0123456789]",
                "authorization: bearer secret-0123456789",
                "Proxy-Authorization: Basic secret-0123456789",
                "the key re_secret-0123456789 is new"
            })
    void credentialsThatAnAnswerRepeatsAreMasked(String message) {
        AttemptFailure failure = classify(422, "{\"name\":\"validation_error\",\"message\":\"" + message + "\"}");
        assertThat(failure.error().getMessage()).contains("****").doesNotContain("secret");
    }

    private AttemptFailure classify(int status) {
        return classify(status, "");
    }

    private AttemptFailure classify(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return failures.classify(new ErrorResponseException(status, null, bytes), READ, null);
    }
}
