package dev.resendmcp.state.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisMaster;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisWrongPasswordException;

/**
 * What Redis says about itself, for diagnosis. Reads only.
 *
 * @param version such as {@code 7.2.4}
 * @param latency of a ping
 * @param evictionPolicy which keys Redis drops when its memory is full; empty when it has no limit
 */
public record RedisProbe(String version, Duration latency, Optional<String> evictionPolicy) {
    private static final Duration NO_RECONNECT = Duration.ofMinutes(1);

    /** Redis cannot be used; the message says why, without address or password. */
    public static final class RedisUnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        RedisUnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Connects, asks, and disconnects.
     *
     * @param timeout longest wait for a connection or a reply
     */
    public static RedisProbe of(RedisUrl url, Duration timeout) throws RedisUnusableException {
        RedissonClient client;
        try {
            client = Redisson.create(RedisClientConfig.of(url, timeout, NO_RECONNECT));
        } catch (RedisException e) {
            throw unusable(e);
        }
        try {
            return of(client.getRedisNodes(RedisNodes.SINGLE).getInstance());
        } catch (RedisException e) {
            throw unusable(e);
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    private static RedisProbe of(RedisMaster node) {
        Map<String, String> server = node.info(InfoSection.SERVER);
        Map<String, String> memory = node.info(InfoSection.MEMORY);
        long begin = System.nanoTime();
        node.ping();
        Duration latency = Duration.ofNanos(System.nanoTime() - begin);
        boolean limited = !"0".equals(memory.getOrDefault("maxmemory", "0"));
        return new RedisProbe(
                server.getOrDefault("redis_version", "unknown"),
                latency,
                Optional.ofNullable(memory.get("maxmemory_policy")).filter(policy -> limited));
    }

    private static RedisUnusableException unusable(RedisException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisAuthRequiredException || cause instanceof RedisWrongPasswordException) {
                return new RedisUnusableException("it refuses the user or password", failure);
            }
        }
        return new RedisUnusableException("no connection, or no reply in time", failure);
    }
}
