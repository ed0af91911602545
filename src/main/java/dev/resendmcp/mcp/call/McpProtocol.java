package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.dispatch.McpEngine;
import dev.resendmcp.mcp.dispatch.McpExchange;
import dev.resendmcp.mcp.dispatch.RequestHandler;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator;
import dev.resendmcp.mcp.message.ModernRequestValidator.Headers;
import dev.resendmcp.mcp.message.ModernRequestValidator.MirroredArgument;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the transports have in common: from a parsed message to its answer, be it at once, later or as a stream. */
public final class McpProtocol {
    private static final Logger log = LoggerFactory.getLogger(McpProtocol.class);

    private final EraClassifier classifier = new EraClassifier();
    private final Supplier<Map<String, List<MirroredArgument>>> mirrored;
    private final ModernRequestValidator form;
    private final RequestHandler requests;
    private final RunningCalls calls;
    private final Subscriptions listens;
    private final McpMetrics metrics;

    /**
     * @param engine answers
     * @param executor runs what may wait
     * @param ticker tells clients where their calls stand
     * @param listens keeps the streams of those who listen
     * @param metrics of operations
     * @param mapper plain JSON, without naming strategy
     */
    public McpProtocol(
            McpEngine engine,
            CallExecutor executor,
            ProgressTicker ticker,
            Subscriptions listens,
            McpMetrics metrics,
            ObjectMapper mapper) {
        this.mirrored = Suppliers.memoize(engine::mirroredArguments);
        this.form = new ModernRequestValidator(mirrored);
        this.requests = new RequestHandler(engine, metrics, mapper);
        this.calls = new RunningCalls(requests, executor, ticker);
        this.listens = listens;
        this.metrics = metrics;
    }

    /** Looks at every tool, which else the first call would have to wait for. Fails when one cannot be published. */
    public void prepare() {
        log.debug("Prepared {} tools", mirrored.get().size());
    }

    /**
     * Tells what a message is.
     *
     * @param version value of {@code MCP-Protocol-Version}, where there are headers
     */
    public Message classify(Optional<String> version, JsonNode body) {
        return classifier.classify(version, body);
    }

    /** Takes note of a message that gets no answer. */
    public void take(ClientIdentity sender, Notification notification) {
        if (notification.method().equals("notifications/cancelled") && sender.heeds(notification)) {
            JsonNode id = notification.params().path("requestId");
            if (!listens.cancel(sender, id)) {
                calls.cancel(sender, id);
            }
        }
    }

    /**
     * Answers a request on its channel, now or later. Whatever goes wrong is an answer too.
     *
     * @param headers of the request, where there are headers
     */
    public void answer(ClientIdentity sender, McpRequest request, Optional<Headers> headers, ClientChannel channel) {
        try {
            Optional<RpcError> wrong = wrong(request, headers);
            if (wrong.isEmpty() && request.modern() && request.method().equals(Subscriptions.METHOD)) {
                wrong = listen(sender, request, channel);
            } else if (wrong.isEmpty() && RequestHandler.mayWait(request)) {
                channel.detach();
                calls.run(new RunningCall(sender, request, channel));
            } else if (wrong.isEmpty()) {
                channel.finish(requests.answer(new McpExchange(sender), request));
            }
            wrong.ifPresent(error -> channel.finish(new Reply(error.status(), error.body(request.id()))));
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("A request failed inside the service", e);
            channel.finish(requests.failed(request));
        }
    }

    private Optional<RpcError> wrong(McpRequest request, Optional<Headers> headers) {
        if (!request.modern()) {
            return Optional.empty();
        }
        return headers.isPresent() ? form.wrong(request, headers.get()) : form.wrongMeta(request);
    }

    /** Opens a stream, or tells why not. */
    private Optional<RpcError> listen(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        long begin = System.nanoTime();
        Optional<RpcError> refusal = listens.open(sender, request, channel);
        String error = refusal.map(wrong -> String.valueOf(wrong.code())).orElse("");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        metrics.completed(request.method(), "", error, request.version(), sender.transport(), took);
        return refusal;
    }

    /** Ends all streams; calls that run go on. */
    public void stop() {
        listens.stop();
    }
}
