package dev.resendmcp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.schedule.SendingForms.Form;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @MethodSource("dev.resendmcp.schedule.SendingForms#all")
    void aTimeIsRead(Form form) {
        assertThat(SendingTime.read(form.text(), form.now())).contains(form.time());
        assertThat(SendingTime.fault(form.text(), form.now())).isEmpty();
    }

    @Test
    void mailWithAPastTimeLeavesNow() {
        assertThat(SendingTime.departure("2026-11-27T11:59:30Z", NOW)).contains(NOW);
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
