package dev.resendmcp.mcp.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.ByteSource;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.mcp.call.Batch;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.MessageParser;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.toolsets.ToolView;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MCP over two streams, one JSON message a line, for the one client that started this process. */
public final class StdioServer {
    private static final Logger log = LoggerFactory.getLogger(StdioServer.class);
    private static final int BUFFER = 65_536;

    private final McpProtocol protocol;
    private final MessageParser messages;
    private final BodyLimits limits;
    private final ObjectMapper mapper;
    private final Supervisor threads;
    private final Runnable prepare;
    /** Of the handshake, once there was one. */
    private Optional<String> version = Optional.empty();

    private final Supplier<ToolView> offered;
    private ClientIdentity client = ClientIdentity.pipe("");
    private boolean announcing;

    /**
     * @param prepare makes what the first requests would otherwise wait for
     * @param offered tools that are offered now
     */
    public StdioServer(
            McpProtocol protocol,
            BodyLimits limits,
            ObjectMapper mapper,
            Supervisor threads,
            Runnable prepare,
            Supplier<ToolView> offered) {
        this.protocol = protocol;
        this.limits = limits;
        this.messages = new MessageParser(limits);
        this.mapper = mapper;
        this.threads = threads;
        this.prepare = prepare;
        this.offered = offered;
    }

    /**
     * Serves until the input ends, then until everything that runs is answered. The first answers do not wait until all tools
     * are prepared.
     */
    public void serve(InputStream in, OutputStream out) throws IOException {
        serve(List.of(), in, out);
    }

    /**
     * Serves a client of which some messages were answered before.
     *
     * @param answered these messages, which are noted and counted like others
     */
    public void serve(List<byte[]> answered, InputStream in, OutputStream out) throws IOException {
        // Requests prepare for themselves what this thread could not.
        Thread preparing = threads.thread(ServiceThread.PREPARE, threads.watched(ServiceThread.PREPARE, prepare));
        preparing.start();
        Pipe pipe = new Pipe(out, mapper);
        Pipe silent = new Pipe(OutputStream.nullOutputStream(), mapper);
        answered.forEach(message -> handle(message, silent, pipe));
        InputStream buffered = new BufferedInputStream(in, BUFFER);
        for (Optional<byte[]> next = line(buffered); next.isPresent(); next = line(buffered)) {
            handle(next.get(), pipe, pipe);
        }
        stop();
        pipe.awaitReplies();
        Uninterruptibles.joinUninterruptibly(preparing);
    }

    /** Ends what else would stay open until the input ends, and says so to the client. */
    public void stop() {
        protocol.stop();
    }

    /**
     * The next line that is not blank, without its end; empty at the end of the input. What is over the limit is dropped, so that
     * the line is no longer valid JSON.
     */
    private Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n' && !blank) {
                return Optional.of(line.toByteArray());
            } else if (next == '\n') {
                line.reset();
            } else if (line.size() < limits.content()) {
                blank &= Character.isWhitespace(next);
                line.write(next);
            }
        }
        return blank ? Optional.empty() : Optional.of(line.toByteArray());
    }

    /** A client of the older revisions names itself once, at the handshake. */
    private void remember(McpRequest request) {
        if (!request.modern() && request.method().equals("initialize")) {
            version = Optional.of(ProtocolVersions.offered(
                    request.params().path("protocolVersion").asText()));
            client = ClientIdentity.pipe(
                    ClientIdentity.nameAndVersion(request.params().path("clientInfo")));
        }
    }

    /** What the message of the client may see, and will be told of. */
    private ClientIdentity sender() {
        return client.seeing(offered.get(), () -> Optional.of(offered.get()));
    }

    /** From the end of the handshake on, a client of the older revisions can be told what changes. */
    private void announce(Pipe pipe) {
        if (!announcing) {
            announcing = true;
            protocol.announce(sender(), pipe.channel())
                    .ifPresent(error -> log.info("The client is not told of changes: {}", error.message()));
        }
    }

    /**
     * Handles a message.
     *
     * @param replies for its reply
     * @param pipe for what is said later
     */
    private void handle(byte[] text, Pipe replies, Pipe pipe) {
        try {
            JsonNode body = messages.parse(ByteSource.wrap(text), text.length);
            if (Batch.isServed(body, version)) {
                Batch.answer(protocol, sender(), body, replies.channel());
                return;
            }
            Message message = protocol.classify(Optional.empty(), body);
            if (message instanceof McpRequest request) {
                remember(request);
                protocol.answer(sender(), request, Optional.empty(), replies.channel(request));
            } else if (message instanceof Reject reject) {
                replies.write(Reply.error(reject.id(), reject.error()));
            } else {
                take((Notification) message, pipe);
            }
        } catch (BodyRefusedException e) {
            replies.write(Reply.error(null, e.error()));
        }
    }

    private void take(Notification notification, Pipe pipe) {
        protocol.take(client, notification);
        if (!notification.modern() && notification.method().equals("notifications/initialized")) {
            announce(pipe);
        }
    }
}
