package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.Reply;

/** The way back to the client of one request. Safe for use by many threads; what cannot be written is dropped. */
public interface ClientChannel {
    /** Whether the client takes anything but the answer. */
    boolean takesStreams();

    /** Keeps the way open until {@link #finish}, which must follow, from whatever thread. */
    void detach();

    /** Sends a notification, if the client can take one now. */
    void send(ObjectNode notification);

    /** Sends something that clients ignore, to find out whether the client is still there. */
    void keepAlive();

    /** The client has cancelled the request. */
    void cancel();

    /** Whether the client has cancelled the request or, where that means the same, is known to have hung up. */
    boolean unwanted();

    /** The log has counted the request, so that it needs no line of its own elsewhere. */
    default void unlogged() {
        // Only HTTP has a log of requests.
    }

    /** Sends the answer, unless it is not to be sent any more, and ends the request. The first call counts. */
    void finish(Reply reply);
}
