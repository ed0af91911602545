package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import java.util.Optional;

/**
 * Several messages at once, as clients of the revisions before 2025-06-18 may send them. Their replies leave together, as an
 * array, when the last one is there.
 */
public final class Batch {
    private static final int MOST_MESSAGES = 100;

    private final ClientChannel whole;
    private final ArrayNode replies = JsonNodeFactory.instance.arrayNode();
    /** Requests without a reply, and the reader of the batch. */
    private int open = 1;

    private Batch(ClientChannel whole) {
        this.whole = whole;
    }

    /**
     * Whether a message is a batch that this client may send.
     *
     * @param version of the protocol that the client names, if it does
     */
    public static boolean isServed(JsonNode body, Optional<String> version) {
        return body.isArray() && !body.isEmpty() && ProtocolVersions.allowBatches(version);
    }

    /**
     * Answers a batch.
     *
     * @param whole gets one reply whose body is an array, empty when no message needs a reply
     */
    public static void answer(McpProtocol protocol, ClientIdentity client, JsonNode body, ClientChannel whole) {
        if (body.size() > MOST_MESSAGES) {
            whole.finish(Reply.error(null, invalid("A batch may have " + MOST_MESSAGES + " messages")));
            return;
        }
        whole.detach();
        Batch batch = new Batch(whole);
        for (JsonNode message : body) {
            batch.take(protocol, client, message);
        }
        batch.end(Optional.empty());
    }

    private static RpcError invalid(String message) {
        return new RpcError(400, RpcError.INVALID_REQUEST, message);
    }

    private void take(McpProtocol protocol, ClientIdentity client, JsonNode body) {
        Message message = protocol.classify(Optional.empty(), body);
        if (message instanceof McpRequest request
                && (request.modern() || request.method().equals("initialize"))) {
            begin();
            end(Optional.of(Reply.error(request.id(), invalid("This request cannot be part of a batch"))));
        } else if (message instanceof McpRequest request) {
            begin();
            protocol.answer(client, request, Optional.empty(), new Part());
        } else if (message instanceof Reject reject) {
            begin();
            end(Optional.of(Reply.error(reject.id(), reject.error())));
        } else {
            protocol.take(client, (Notification) message);
        }
    }

    private synchronized void begin() {
        open++;
    }

    private synchronized void end(Optional<Reply> reply) {
        reply.ifPresent(given -> replies.add(given.body()));
        open--;
        if (open == 0) {
            whole.finish(new Reply(200, replies));
        }
    }

    /** The way back of one request. */
    private final class Part implements ClientChannel {
        private boolean cancelled;
        private boolean ended;

        @Override
        public boolean takesStreams() {
            return false;
        }

        @Override
        public void detach() {
            // The batch is.
        }

        @Override
        public void send(ObjectNode notification) {
            // Nothing precedes the array of replies.
        }

        @Override
        public void keepAlive() {
            // As above.
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
        }

        @Override
        public synchronized boolean unwanted() {
            return cancelled || whole.unwanted();
        }

        @Override
        public synchronized void finish(Reply reply) {
            if (!ended) {
                ended = true;
                end(cancelled ? Optional.empty() : Optional.of(reply));
            }
        }
    }
}
