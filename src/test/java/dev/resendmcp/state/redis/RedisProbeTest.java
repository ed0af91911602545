package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.redis.RedisProbe.RedisUnusableException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Redis says about itself. */
@Tag("slow")
class RedisProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void versionAndLatencyAreRead() throws Exception {
        try (Redis redis = Redis.running()) {
            RedisProbe probe = RedisProbe.of(url(redis, ""), PATIENCE);
            assertThat(probe.version()).matches("\\d+\\.\\d+\\..*");
            assertThat(probe.latency()).isPositive();
            assertThat(probe.evictionPolicy()).isEmpty();
        }
    }

    @Test
    void evictionIsReadWhereMemoryIsLimited() throws Exception {
        try (Redis redis = Redis.running()) {
            redis.command("config set maxmemory 100mb");
            redis.command("config set maxmemory-policy allkeys-lru");
            assertThat(RedisProbe.of(url(redis, ""), PATIENCE).evictionPolicy()).contains("allkeys-lru");
        }
    }

    @Test
    void refusedPasswordIsNamed() {
        try (Redis redis = Redis.running()) {
            redis.command("config set requirepass other");
            assertThatThrownBy(() -> RedisProbe.of(url(redis, ":wrong@"), PATIENCE))
                    .isInstanceOf(RedisUnusableException.class)
                    .hasMessageContaining("password");
        }
    }

    private static RedisUrl url(Redis redis, String login) {
        return RedisUrl.of("redis://" + login + "127.0.0.1:" + redis.port());
    }
}
