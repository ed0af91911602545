package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was used once is remembered for as long as it could be shown again. */
class LocalUsedTokensTest {
    private final AtomicLong now = new AtomicLong();
    private final UsedTokens tokens = new LocalUsedTokens(now::get);

    @Test
    void firstCallerAloneMayUseAToken() {
        long first = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> tokens.use("one", Duration.ofMinutes(5)))
                .count();
        assertThat(first).isEqualTo(1);
        assertThat(tokens.use("another", Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void tokenIsRememberedForAsLongAsWasSaid() {
        tokens.use("one", Duration.ofSeconds(10));
        now.set(Duration.ofSeconds(9).toNanos());
        assertThat(tokens.use("one", Duration.ofSeconds(10))).isFalse();
        now.set(Duration.ofSeconds(11).toNanos());
        assertThat(tokens.use("one", Duration.ofSeconds(10))).isTrue();
    }
}
