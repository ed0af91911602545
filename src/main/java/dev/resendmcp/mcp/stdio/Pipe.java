package dev.resendmcp.mcp.stdio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.call.ClientChannel;
import dev.resendmcp.mcp.call.Subscriptions;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Phaser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back to the client: a stream of messages, one a line, which all requests share. */
final class Pipe {
    private static final Logger log = LoggerFactory.getLogger(Pipe.class);

    private final OutputStream out;
    private final ObjectMapper mapper;
    /** The requests that are answered later, and the reader of the input. */
    private final Phaser open = new Phaser(1);

    private boolean broken;

    Pipe(OutputStream out, ObjectMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    /** Writes a message. */
    void write(Reply reply) {
        byte[] line = reply.json(mapper);
        synchronized (this) {
            try {
                out.write(line);
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                if (!broken) {
                    log.info("The client no longer reads");
                }
                broken = true;
            }
        }
    }

    private void write(ObjectNode notification) {
        write(new Reply(200, notification));
    }

    /** Waits until all requests are answered. */
    void awaitReplies() {
        open.arriveAndAwaitAdvance();
    }

    /** The channel of one request. After a cancellation it writes nothing more. */
    ClientChannel channel(McpRequest request) {
        return new Channel(request);
    }

    /** A channel of no single request: of a batch, which is answered as a whole, or of announcements. */
    ClientChannel channel() {
        return new Channel(new McpRequest(NullNode.instance, "", MissingNode.getInstance(), false, ""));
    }

    private final class Channel implements ClientChannel {
        private final McpRequest request;
        private boolean detached;
        private boolean cancelled;
        private boolean ended;

        Channel(McpRequest request) {
            this.request = request;
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
                write(notification);
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
                if (!cancelled && !reply.isEmpty()) {
                    write(reply);
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
                write(Reply.notification("notifications/cancelled", params));
            }
        }
    }
}
