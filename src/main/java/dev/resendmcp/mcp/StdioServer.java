package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.BodyReader.UnreadableBodyException;
import dev.resendmcp.mcp.EraClassifier.Asked;
import dev.resendmcp.mcp.EraClassifier.Message;
import dev.resendmcp.mcp.EraClassifier.Notification;
import dev.resendmcp.mcp.EraClassifier.Reject;
import dev.resendmcp.mcp.RequestHandler.Reply;
import dev.resendmcp.tools.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MCP over two streams, one JSON message a line, for the one client that started this process. */
public final class StdioServer {
    private static final Logger log = LoggerFactory.getLogger(StdioServer.class);
    private static final Caller CLIENT = new Caller("stdio");

    private final BodyReader messages;
    private final long longest;
    private final EraClassifier classifier = new EraClassifier();
    private final ModernForm form;
    private final RequestHandler requests;
    private final CallExecutor executor;
    private final ProgressTicker ticker;
    private final WaitingLine line;
    private final ObjectMapper mapper;
    private final Map<JsonNode, Running> running = new ConcurrentHashMap<>();

    /**
     * @param engine answers
     * @param settings bound of a message
     * @param executor runs what may wait
     * @param ticker tells the client where its calls stand
     * @param line calls that are cancelled leave it
     * @param listener hears of operations
     * @param mapper plain JSON, without naming strategy
     */
    public StdioServer(
            McpEngine engine,
            McpSettings settings,
            CallExecutor executor,
            ProgressTicker ticker,
            WaitingLine line,
            McpListener listener,
            ObjectMapper mapper) {
        this.mapper = mapper;
        this.longest = settings.maxBodySize().toBytes();
        this.messages = new BodyReader(longest);
        this.form = new ModernForm(engine.mirroredArguments());
        this.requests = new RequestHandler(engine, listener, mapper);
        this.executor = executor;
        this.ticker = ticker;
        this.line = line;
    }

    /** Serves until the input ends, then until everything that runs is answered. */
    public void serve(InputStream in, OutputStream out) throws IOException {
        Pipe pipe = new Pipe(out, mapper);
        Phaser calls = new Phaser(1);
        LineReader lines = new LineReader(in, longest);
        for (Optional<byte[]> next = lines.next(); next.isPresent(); next = lines.next()) {
            handle(next.get(), pipe, calls);
        }
        calls.arriveAndAwaitAdvance();
    }

    /** A call that is being answered. */
    private static final class Running implements ClientChannel {
        private final Pipe pipe;
        private volatile Thread thread;
        private volatile boolean cancelled;
        private boolean ended;

        Running(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void send(ObjectNode notification) {
            if (!cancelled) {
                pipe.write(notification);
            }
        }

        @Override
        public void keepAlive() {
            // A pipe needs none: its end shows on the other side.
        }

        @Override
        public synchronized void ifAbandoned(Runnable action) {
            if (cancelled && !ended) {
                action.run();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }

    private void handle(byte[] text, Pipe pipe, Phaser calls) {
        try {
            Message message = classifier.classify(Optional.empty(), messages.parse(text));
            if (message instanceof Asked asked) {
                ask(asked.request(), pipe, calls);
            } else if (message instanceof Reject reject) {
                pipe.write(reject.error().body(reject.id()));
            } else if (message instanceof Notification notification
                    && notification.method().equals("notifications/cancelled")) {
                cancel(notification.params().path("requestId"));
            }
        } catch (UnreadableBodyException e) {
            pipe.write(e.error().body(null));
        }
    }

    private void ask(McpRequest request, Pipe pipe, Phaser calls) {
        Optional<RpcError> wrong = request.modern() ? form.wrongMeta(request) : Optional.empty();
        if (wrong.isPresent()) {
            pipe.write(wrong.get().body(request.id()));
        } else if (RequestHandler.mayWait(request)) {
            later(request, pipe, calls);
        } else {
            pipe.write(requests.answer(new McpExchange(CLIENT), request).body());
        }
    }

    private void later(McpRequest request, Pipe pipe, Phaser calls) {
        Running call = new Running(pipe);
        running.put(request.id(), call);
        calls.register();
        boolean taken = executor.run(CLIENT, () -> {
            call.thread = Thread.currentThread();
            Future<?> following = ticker.follow(call.thread, request, call);
            try {
                if (!call.cancelled) {
                    Reply reply = requests.answer(new McpExchange(CLIENT), request);
                    following.cancel(false);
                    call.send(reply.body());
                }
            } finally {
                following.cancel(false);
                call.end();
                running.remove(request.id(), call);
                calls.arriveAndDeregister();
            }
        });
        if (!taken) {
            running.remove(request.id(), call);
            pipe.write(requests.busy(CLIENT, request).body());
            calls.arriveAndDeregister();
        }
    }

    /** A cancelled call gets no answer; what has not left for Resend yet does not leave. */
    private void cancel(JsonNode id) {
        Running call = running.get(id);
        if (call != null) {
            call.cancelled = true;
            // What the line does not know of yet, the ticker takes out of it a second later.
            call.ifAbandoned(() -> Optional.ofNullable(call.thread).ifPresent(line::leave));
        }
    }

    /** The way to the client, which all calls share. */
    private static final class Pipe {
        private final OutputStream out;
        private final ObjectMapper mapper;
        private boolean broken;

        Pipe(OutputStream out, ObjectMapper mapper) {
            this.out = out;
            this.mapper = mapper;
        }

        synchronized void write(ObjectNode message) {
            try {
                out.write(mapper.writeValueAsBytes(message));
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
}
