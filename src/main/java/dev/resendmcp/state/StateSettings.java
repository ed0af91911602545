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
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code state} section of the configuration.
 *
 * @param type where the state is kept
 * @param directory where the embedded store keeps its files; used with Redis as well, for when it is gone
 * @param redisUrl where Redis is; null while none is given
 * @param replicas how many instances share the account, 1 to 100; one that cannot reach Redis takes this part of the rate
 *     limit, and the others leave it free
 * @param redisTimeout longest wait for one answer of Redis; then it counts as gone
 */
public record StateSettings(
        @NotNull Type type,
        @NotNull StateDirectory directory,
        RedisUrl redisUrl,
        @NotNull @Min(1) @Max(100) Integer replicas,

        @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS) @MaxDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration redisTimeout) {

    /** Where the state is kept. */
    public enum Type {
        /** In files of this process. */
        EMBEDDED,
        /** In Redis, shared by all replicas, and in files of this process as well. */
        REDIS;

        /**
         * Reads a type.
         *
         * @throws IllegalArgumentException when there is no such type
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

    /** Fills in what the file leaves out. */
    public StateSettings {
        type = Objects.requireNonNullElse(type, Type.EMBEDDED);
        directory = Objects.requireNonNullElseGet(directory, () -> StateDirectory.of("./state"));
        replicas = Objects.requireNonNullElse(replicas, 1);
        redisTimeout = Objects.requireNonNullElse(redisTimeout, Duration.milliseconds(500));
    }

    /** The same settings for a process of which several may run at a time, each started by a client of its own. */
    public StateSettings forOneOfSeveral() {
        return new StateSettings(type, directory.usedBy(Use.ONE_OF_SEVERAL), redisUrl, replicas, redisTimeout);
    }

    /** The same settings for a process that leaves nothing behind. */
    public StateSettings forgetful() {
        return new StateSettings(Type.EMBEDDED, directory.usedBy(Use.NONE), null, replicas, redisTimeout);
    }
}
