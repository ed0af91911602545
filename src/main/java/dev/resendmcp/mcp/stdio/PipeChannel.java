package dev.resendmcp.mcp.stdio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.call.ClientChannel;
import dev.resendmcp.mcp.call.Subscriptions;
import dev.resendmcp.mcp.message.JsonRpc;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import java.util.concurrent.Phaser;

/** Replies to one request over the pipe. After a cancellation it writes nothing more. */
final class PipeChannel implements ClientChannel {
    private final McpRequest request;
    private final Pipe pipe;
    private final Phaser open;
    private boolean detached;
    private boolean cancelled;
    private boolean ended;

    /**
     * @param request what is answered
     * @param open waits for requests that are answered later
     */
    PipeChannel(McpRequest request, Pipe pipe, Phaser open) {
        this.request = request;
        this.pipe = pipe;
        this.open = open;
    }

    @Override
    public boolean takesStreams() {
        return true;
    }

    @Override
    public synchronized void detach() {
        detached = true;
        open.register();
    }

    @Override
    public synchronized void send(ObjectNode notification) {
        if (!cancelled && !ended) {
            pipe.write(notification);
        }
    }

    @Override
    public void keepAlive() {
        // A pipe needs none: its end shows on the other side.
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    @Override
    public synchronized boolean unwanted() {
        return cancelled;
    }

    @Override
    public synchronized void finish(Reply reply) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (!cancelled) {
                pipe.write(reply);
                endStream(reply);
            }
        } finally {
            if (detached) {
                open.arriveAndDeregister();
            }
        }
    }

    /** Nothing closes at the end of a stream over a pipe. Clients look for its result or for this; they get both. */
    private void endStream(Reply reply) {
        if (request.method().equals(Subscriptions.METHOD) && reply.body().has("result")) {
            ObjectNode params = JsonNodeFactory.instance.objectNode().set("requestId", request.id());
            pipe.write(JsonRpc.notification("notifications/cancelled", params));
        }
    }
}
