package dev.resendmcp.state.redis;

/** Brings Redis up to date after it was unreachable or lost its data. */
interface ReconnectHandler {
    /** Runs before any caller uses Redis again. */
    void beforeUse(RedisScripts scripts);

    /** Runs while callers are already using Redis. */
    void afterwards(RedisScripts scripts);
}
