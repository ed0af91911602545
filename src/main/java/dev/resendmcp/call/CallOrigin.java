package dev.resendmcp.call;

/**
 * Where a call comes from.
 *
 * @param address address of the client; empty over stdio and for calls of the service itself
 * @param client name and version that the client gives itself; not to be trusted; empty if unknown
 */
public record CallOrigin(String address, String client) {
    /** The service itself, or an unknown client. */
    public static final CallOrigin UNKNOWN = new CallOrigin("", "");
}
