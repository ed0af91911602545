package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.http.TrafficLimits.BodyLease;
import jakarta.servlet.AsyncContext;

/** Takes a message that has arrived whole. */
@FunctionalInterface
interface MessageReceiver {
    /**
     * Takes the message, on the thread that read the end of it.
     *
     * @param lease to be closed when the message is answered
     * @param request to be completed
     */
    void received(JsonNode message, BodyLease lease, AsyncContext request);
}
