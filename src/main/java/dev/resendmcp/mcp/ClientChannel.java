package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What can be said to a client before its answer. */
interface ClientChannel {
    /** Sends a notification, if the client can take one now. */
    void send(ObjectNode notification);

    /** Sends something that clients ignore, to find out whether the client is still there. */
    void keepAlive();

    /** Does this if the client wants no answer to a call that still runs; the call does not end meanwhile. */
    void ifAbandoned(Runnable action);
}
