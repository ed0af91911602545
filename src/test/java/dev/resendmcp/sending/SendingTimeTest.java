package dev.resendmcp.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTimeTest {
    /** A Friday, when New York is five hours behind. */
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01 | 2026-12-01T00:00Z[UTC]",
                "2026-12-01T10:00:00Z | 2026-12-01T10:00Z[UTC]",
                "2026-12-01T10:00 | 2026-12-01T10:00Z[UTC]",
                "2026-12-01 10:00:00.5+02:00 | 2026-12-01T10:00:00.500+02:00",
                "2026-12-01t10:00:00-0500 | 2026-12-01T10:00-05:00",
                "in 1 min | 2026-11-27T12:01Z[UTC]",
                "In 2 hours | 2026-11-27T14:00Z[UTC]",
                "in an hour | 2026-11-27T13:00Z[UTC]",
                "in 1 day and 12 hours | 2026-11-29T00:00Z[UTC]",
                "now | 2026-11-27T12:00Z[UTC]",
                "tomorrow | 2026-11-28T09:00Z[UTC]",
                "tomorrow at 9am | 2026-11-28T09:00Z[UTC]",
                "Friday at 3pm ET | 2026-11-27T15:00-05:00[America/New_York]",
                "Friday at 6am ET | 2026-12-04T06:00-05:00[America/New_York]",
                "next monday at 17:30 | 2026-11-30T17:30Z[UTC]",
                "at 8am | 2026-11-28T08:00Z[UTC]",
                "9am tomorrow | 2026-11-28T09:00Z[UTC]",
                "tomorrow at noon Europe/Paris | 2026-11-28T12:00+01:00[Europe/Paris]",
                "tonight | 2026-11-27T20:00Z[UTC]"
            })
    void aTimeIsRead(String text, String time) {
        assertThat(SendingTime.read(text, NOW)).hasToString("Optional[" + time + "]");
        assertThat(SendingTime.fault(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-13-01",
                "2026-12-01T25:00:00Z",
                "in 1 fortnight",
                "someday",
                "tomorrow at 13pm",
                "at 9am XT",
                "in"
            })
    void whatIsNoTimeIsRefusedWithExamples(String text) {
        assertThat(SendingTime.fault(text, NOW).orElseThrow()).contains("2026-11-28T12:00:00Z", "tomorrow at 9am");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01", "2027-11-27T12:00:00Z", "in 31 days", "2026-11-27T11:58:00Z", "today at 9am"})
    void aTimeOutOfRangeIsRefusedWithTheRange(String text) {
        assertThat(SendingTime.fault(text, NOW).orElseThrow())
                .contains("between now, 2026-11-27T12:00:00Z, and 2026-12-27T12:00:00Z");
    }
}
