package dev.resendmcp.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.state.redis.RedisUrl;
import dev.resendmcp.state.store.StateDirectory;
import dev.resendmcp.state.store.StateDirectory.Use;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code state} section of the configuration.
 *
 * @param type where state is kept
 * @param directory files of the local store; also used with Redis, in case it is unavailable
 * @param redisUrl address of Redis; null if none is configured
 * @param replicas number of instances that share the account, 1 to 100; an instance that loses Redis falls back to 1/N of the
 *     rate limit, and the others stop using that share
 * @param redisTimeout longest wait for a reply from Redis; then it counts as unavailable
 */
public record StateSettings(
        @NotNull Type type,
        @NotNull StateDirectory directory,
        RedisUrl redisUrl,
        @NotNull @Min(1) @Max(100) Integer replicas,

        @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS) @MaxDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration redisTimeout) {

    /** Where state is kept. */
    public enum Type {
        /** In files of this process. */
        EMBEDDED,
        /** In Redis, shared by all replicas, and in files of this process. */
        REDIS;

        /**
         * Reads a type.
         *
         * @throws IllegalArgumentException if there is no such type
         */
        @JsonCreator
        public static Type of(String text) {
            for (Type type : values()) {
                if (type.toString().equals(text)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("must be embedded or redis");
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Applies defaults. */
    public StateSettings {
        type = Objects.requireNonNullElse(type, Type.EMBEDDED);
        directory = Objects.requireNonNullElseGet(directory, () -> StateDirectory.of("./state"));
        replicas = Objects.requireNonNullElse(replicas, 1);
        redisTimeout = Objects.requireNonNullElse(redisTimeout, Duration.milliseconds(500));
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of("type", type.toString(), "redisUrlSet", redisUrl != null, "replicas", replicas);
    }

    /** The same settings for one of several concurrent processes, each started by its own client. */
    public StateSettings forOneOfSeveral() {
        return new StateSettings(type, directory.usedBy(Use.ONE_OF_SEVERAL), redisUrl, replicas, redisTimeout);
    }

    /** The same settings without any files or Redis. */
    public StateSettings forgetful() {
        return new StateSettings(Type.EMBEDDED, directory.usedBy(Use.NONE), null, replicas, redisTimeout);
    }
}
