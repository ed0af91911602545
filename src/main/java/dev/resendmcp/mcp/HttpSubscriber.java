package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.ListenHub.Subscription;
import dev.resendmcp.mcp.RequestHandler.Reply;
import dev.resendmcp.tools.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscriber at the other end of an HTTP response that stays open. */
final class HttpSubscriber implements ListenHub.Subscriber {
    private static final Logger log = LoggerFactory.getLogger(HttpSubscriber.class);

    private final JsonNode id;
    private final ResponseChannel channel;
    private final AsyncContext async;

    /** @param id of the request that the response answers */
    HttpSubscriber(JsonNode id, ResponseChannel channel, AsyncContext async) {
        this.id = id;
        this.channel = channel;
        this.async = async;
    }

    /** Answers a request to listen with a stream that stays open, or tells why not. */
    static Optional<RpcError> open(
            ListenHub hub, Caller caller, McpRequest asking, ResponseChannel channel, HttpServletRequest request) {
        if (!asking.params().path("notifications").isObject()) {
            return Optional.of(new RpcError(200, RpcError.INVALID_PARAMS, "params.notifications must be an object"));
        }
        if (!channel.takesStreams()) {
            return Optional.of(
                    new RpcError(406, RpcError.INVALID_REQUEST, "Listening needs Accept: text/event-stream"));
        }
        Subscription subscription = new Subscription(caller, asking.id());
        Optional<RpcError> refusal = hub.reserve(subscription);
        if (refusal.isEmpty()) {
            AsyncContext async = request.startAsync();
            // The hub bounds the age of streams.
            async.setTimeout(0);
            hub.start(subscription, new HttpSubscriber(asking.id(), channel, async));
        }
        return refusal;
    }

    @Override
    public boolean send(ObjectNode notification) {
        channel.send(notification);
        return !channel.gone();
    }

    @Override
    public boolean keepAlive() {
        channel.keepAlive();
        return !channel.gone();
    }

    @Override
    public void end(ObjectNode result) {
        try {
            if (!channel.gone()) {
                ObjectNode body = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
                body.set("id", id);
                body.set("result", result);
                channel.finish(new Reply(200, body));
            }
            async.complete();
        } catch (IOException | IllegalStateException e) {
            log.info("The subscriber was gone before the end of its stream");
        }
    }
}
