package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.Scrape;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The series say whether Redis works, and how fast. */
@Tag("slow")
class RedisSeriesTest {
    @Test
    void lostRedisIsReportedUntilItIsBack() {
        try (Redis redis = Redis.running();
                ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of(
                                "STATE_TYPE", "redis",
                                "state.redisTimeout", "1s",
                                "REPLICAS", "2",
                                "REDIS_URL", "redis://127.0.0.1:" + redis.port()))) {
            awaitShared(service, 1);
            Scrape before = Scrape.of(service);
            assertThat(before.value("resend_replicas_configured")).isEqualTo(2);
            assertThat(before.value("resend_state_sharing_configured")).isEqualTo(1);
            assertThat(before.value("resend_redis_command_duration_seconds_count"))
                    .isPositive();
            redis.stop();
            awaitShared(service, 0);
            assertThat(Scrape.of(service).since(before, "resend_redis_errors_total"))
                    .isPositive();
            redis.start();
            awaitShared(service, 1);
        }
    }

    private static void awaitShared(RunningService service, int shared) {
        Awaitility.await().until(() -> Scrape.of(service).value("resend_state_shared") == shared);
    }
}
