package dev.resendmcp.threads;

import java.util.Arrays;

/** The critical threads of the service, with their names in logs and metrics. */
public enum ServiceThread {
    /** Reads and writes the files of the state. */
    STATE_STORE("state-store"),
    /** Checks the connection to Redis. */
    STATE_REDIS("state-redis"),
    /** Flushes the audit log. */
    AUDIT_LOG("audit-log"),
    /** Returns permits to the rate limiter. */
    RATE_LIMITER("rate-limiter"),
    /** Maintains this replica's share of a shared rate limit. */
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
    /** Notifies the service manager that the service is alive. */
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
