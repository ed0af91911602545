package dev.resendmcp.logging;

/** Names that code which serves requests and the logs have in common. */
public final class RequestLog {
    /** Attribute of a request, {@code true} when it gets no line of its own, because it was counted elsewhere. */
    public static final String UNLOGGED = "dev.resendmcp.unlogged";

    /** Logger of refused requests, which have a file of their own. */
    public static final String REFUSALS = "dev.resendmcp.refusals";

    private RequestLog() {}
}
