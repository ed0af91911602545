package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private long nanos;
    private final Sampler<String> sampler = new Sampler<>(Duration.ofMinutes(1), () -> nanos);

    @Test
    void theFirstOfAKindInAMinuteIsAdmitted() {
        assertThat(sampler.admit("a")).hasValue(0);
        assertThat(sampler.admit("a")).isEmpty();
        assertThat(sampler.admit("b")).hasValue(0);
    }

    @Test
    void theNextOneTellsHowManyWereLeftOut() {
        sampler.admit("a");
        sampler.admit("a");
        sampler.admit("a");
        pass(Duration.ofMinutes(1));
        assertThat(sampler.admit("a")).hasValue(2);
        assertThat(sampler.takeUnreported()).isEmpty();
    }

    @Test
    void whatNoLineToldIsTakenOnce() {
        sampler.admit("a");
        sampler.admit("a");
        sampler.admit("quiet");
        assertThat(sampler.takeUnreported()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(sampler.takeUnreported()).containsExactly(new Sampler.Suppressed<>(Optional.of("a"), 1));
        assertThat(sampler.takeUnreported()).isEmpty();
        assertThat(sampler.admit("a")).hasValue(0);
    }

    @Test
    void kindsBeyondTheGreatestNumberShareOneCount() {
        for (int i = 0; i < Sampler.MAX_KINDS; i++) {
            assertThat(sampler.admit("kind " + i)).hasValue(0);
        }
        assertThat(sampler.admit("further 1")).hasValue(0);
        assertThat(sampler.admit("further 2")).isEmpty();
        assertThat(sampler.admit("further 3")).isEmpty();
        assertThat(sampler.admit("kind 7")).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(sampler.takeUnreported())
                .containsExactlyInAnyOrder(
                        new Sampler.Suppressed<>(Optional.empty(), 2),
                        new Sampler.Suppressed<>(Optional.of("kind 7"), 1));
    }

    @Test
    void kindsThatAreOverMakeRoom() {
        for (int i = 0; i < Sampler.MAX_KINDS; i++) {
            sampler.admit("kind " + i);
        }
        pass(Duration.ofMinutes(1));
        assertThat(sampler.admit("further 1")).isEqualTo(OptionalLong.of(0));
        assertThat(sampler.admit("further 2")).isEqualTo(OptionalLong.of(0));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
