package dev.resendmcp.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    @Test
    void aKeyIsForgottenAfter24Hours() {
        ManualClock clock = new ManualClock();
        IdempotencyKeys keys = new IdempotencyKeys(clock);
        RecordedRequest request = new RecordedRequest(
                0, "POST", "/emails", null, Map.of("idempotency-key", List.of("k")), new byte[0], 0, "");
        keys.begin(request);
        keys.settle(request, ApiResponse.ok(null));
        clock.pass(Duration.ofHours(24).minusNanos(1));
        assertThat(keys.begin(request)).isPresent();
        clock.pass(Duration.ofNanos(1));
        assertThat(keys.begin(request)).isEmpty();
    }
}
