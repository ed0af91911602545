package dev.resendmcp.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seconds or an HTTP date; nonsense counts as nothing said. */
class RetryAfterTest {
    private final FailureClassifier failures = new FailureClassifier(
            new ObjectMapper(), Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC), false);

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        "' 7 ', PT7S",
        "-5, PT0S",
        "'Thu, 01 Jan 2026 12:00:30 GMT', PT30S",
        "'Thu, 01 Jan 2026 11:00:00 GMT', PT0S"
    })
    void readable(String header, Duration wait) {
        assertThat(failures.retryAfter(header)).hasValue(wait);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null", "soon", "''", "99999999999999", "1.5"},
            nullValues = "null")
    void unreadable(String header) {
        assertThat(failures.retryAfter(header)).isEmpty();
    }
}
