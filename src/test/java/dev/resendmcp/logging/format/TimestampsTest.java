package dev.resendmcp.logging.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-03T22:13:42.674Z",
                "2026-04-03T22:13:42.007Z",
                "2026-04-03T22:13:43.000Z",
                "1970-01-01T00:00:00.000Z"
            })
    void momentHasMillisecondsInUtc(String text) {
        Timestamps timestamps = new Timestamps();
        assertThat(timestamps.format(Instant.parse("2026-04-03T22:13:42Z").toEpochMilli()))
                .isEqualTo("2026-04-03T22:13:42.000Z");
        assertThat(timestamps.format(Instant.parse(text).toEpochMilli())).isEqualTo(text);
    }
}
