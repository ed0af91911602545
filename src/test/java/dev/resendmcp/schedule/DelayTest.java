package dev.resendmcp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {
    @ParameterizedTest
    @CsvSource({"30 minutes,PT30M", "2h,PT2H", "1 day and 12 hours,PT36H", "'1h, 5m',PT1H5M", "an hour,PT1H"})
    void delayIsRead(String text, Duration expected) {
        assertThat(Delay.read(text)).contains(expected);
    }

    @Test
    void longTextIsJudgedWithoutExhaustingTheStack() {
        assertThat(Delay.read("1 s" + " and".repeat(50_000))).contains(Duration.ofSeconds(1));
        assertThat(Delay.read("1 s" + " ,".repeat(50_000) + "x")).isEmpty();
    }
}
