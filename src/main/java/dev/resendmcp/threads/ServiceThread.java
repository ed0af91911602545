package dev.resendmcp.threads;

import java.util.Arrays;

/** The threads this service cannot do without, by the names they have in logs and metrics. */
public enum ServiceThread {
    /** Reads and writes the files of the state. */
    STATE_STORE("state-store"),
    /** Looks for Redis. */
    STATE_REDIS("state-redis"),
    /** Gives permits of the rate limiter back. */
    RATE_LIMITER("rate-limiter"),
    /** Keeps this replica's part of a shared rate limit. */
    REPLICA_BUDGET("replica-budget"),
    /** Cuts off exchanges with Resend that take too long. */
    EXCHANGE_GUARD("exchange-guard"),
    /** Ends the pauses between attempts when the service stops. */
    RETRY_PAUSES("retry-pauses"),
    /** Reports progress to clients and keeps their streams open. */
    PROGRESS("progress"),
    /** Runs one tool call. */
    TOOL_CALL("tool-call"),
    /** Runs the health checks. */
    HEALTH_CHECK("health-check"),
    /** Tells the service manager that the service lives. */
    SYSTEMD("systemd"),
    /** Prepares the tools while the first message is read. */
    PREPARE("prepare"),
    /** Any thread that was started elsewhere, such as one of a library. */
    OTHER("_OTHER");

    private final String label;

    ServiceThread(String label) {
        this.label = label;
    }

    /** The name in logs and metrics. */
    public String label() {
        return label;
    }

    /** The thread of this name, or {@link #OTHER}. */
    static ServiceThread of(String label) {
        return Arrays.stream(values())
                .filter(thread -> thread.label.equals(label))
                .findAny()
                .orElse(OTHER);
    }
}
