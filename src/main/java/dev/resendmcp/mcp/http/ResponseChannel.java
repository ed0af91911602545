package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.logging.RequestLog;
import dev.resendmcp.mcp.call.ClientChannel;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;

/** The way back over HTTP: plain JSON, or an event stream once something has to be said before the answer. */
final class ResponseChannel implements ClientChannel {
    private final HttpExchange exchange;
    private final boolean streamAccepted;
    private final boolean endsWithConnection;
    private boolean streaming;
    private boolean ended;
    private boolean cancelled;

    /** @param asking what is answered */
    ResponseChannel(McpRequest asking, HttpExchange exchange) {
        this.exchange = exchange;
        this.endsWithConnection = asking.modern();
        String accept = exchange.request().getHeader("Accept");
        this.streamAccepted = accept != null && accept.contains("text/event-stream");
    }

    @Override
    public boolean takesStreams() {
        return streamAccepted;
    }

    @Override
    public void detach() {
        // A request is asynchronous from the first byte of its body on.
    }

    @Override
    public void unlogged() {
        exchange.request().setAttribute(RequestLog.UNLOGGED, true);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    /** A server learns only by writing that a client has hung up. In the older revisions that does not end a call. */
    @Override
    public synchronized boolean unwanted() {
        return cancelled || (endsWithConnection && exchange.gone());
    }

    @Override
    public synchronized void send(ObjectNode notification) {
        if (streamAccepted && !ended && !cancelled) {
            streaming = true;
            exchange.event("event: message\ndata: " + notification + "\n\n");
        }
    }

    /** A comment; it also keeps proxies from hanging up. */
    @Override
    public synchronized void keepAlive() {
        if (streamAccepted && !ended) {
            streaming = true;
            exchange.event(": waiting\n\n");
        }
    }

    /** Sends the answer, as JSON or as the last event; also to a cancelled request, since HTTP wants a response. */
    @Override
    public synchronized void finish(Reply reply) {
        if (ended) {
            return;
        }
        ended = true;
        if (streaming) {
            exchange.endWithEvent(reply);
        } else {
            exchange.end(reply);
        }
    }
}
