package dev.resendmcp.state.redis;

import java.time.Duration;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/** How the service connects to Redis. */
final class RedisClientConfig {
    private static final int CONNECTIONS = 8;

    private RedisClientConfig() {}

    /**
     * The settings of the client.
     *
     * @param timeout longest wait for a connection or a reply
     * @param reconnectionDelay pause before a lost connection is opened again
     */
    static Config of(RedisUrl url, Duration timeout, Duration reconnectionDelay) {
        int millis = (int) timeout.toMillis();
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2);
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        config.useSingleServer()
                .setAddress(url.address())
                .setDatabase(url.database())
                .setClientName("resend-full-mcp")
                .setConnectionPoolSize(CONNECTIONS)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setTimeout(millis)
                .setConnectTimeout(millis)
                // Only the probe waits: callers continue without Redis as soon as a command fails.
                .setRetryAttempts(0)
                .setReconnectionDelay(new ConstantDelay(reconnectionDelay));
        return config;
    }
}
