package dev.resendmcp.logging;

/** Names shared by the code that serves requests and by the logs. */
public final class RequestLog {
    /** Request attribute, {@code true} when the request gets no log line because it was counted elsewhere. */
    public static final String UNLOGGED = "dev.resendmcp.unlogged";

    /** Logger of refused requests, which have their own file. */
    public static final String REFUSALS = "dev.resendmcp.refusals";

    private RequestLog() {}
}
