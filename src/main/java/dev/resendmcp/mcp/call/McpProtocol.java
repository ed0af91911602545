package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.dispatch.CallSpans;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.McpMethod;
import dev.resendmcp.mcp.dispatch.McpMethod.Execution;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.EraClassifier;
import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.LenientParams;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ModernRequestValidator;
import dev.resendmcp.mcp.message.ModernRequestValidator.Headers;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tools.lenient.LenientMetrics;
import dev.resendmcp.tracing.Tracing;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the transports share: classifies a parsed message and replies at once, later, or with a stream. */
public final class McpProtocol {
    private static final Logger log = LoggerFactory.getLogger(McpProtocol.class);

    private final EraClassifier classifier = new EraClassifier();
    private final LenientParams params;
    private final Dispatcher dispatcher;
    private final RunningCalls calls;
    private final Subscriptions subscriptions;
    private final McpMetrics metrics;
    private final CallSpans spans;

    public McpProtocol(
            Dispatcher dispatcher,
            RunningCalls calls,
            Subscriptions subscriptions,
            McpMetrics metrics,
            LenientMetrics lenient,
            CallSpans spans) {
        this.dispatcher = dispatcher;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.params = new LenientParams(lenient);
        this.spans = spans;
    }

    /**
     * Tells what a message is.
     *
     * @param version value of {@code MCP-Protocol-Version}, where there are headers
     */
    public Message classify(Optional<String> version, JsonNode body) {
        return classifier.classify(version, params.read(body));
    }

    /** Takes note of a message that gets no answer. */
    public void take(ClientIdentity client, Notification notification) {
        if (notification.method().equals("notifications/cancelled") && client.heeds(notification)) {
            JsonNode id = notification.params().path("requestId");
            if (!subscriptions.cancel(client, id)) {
                calls.cancel(client, id);
            }
        }
    }

    /**
     * Answers a request on its channel, now or later. Whatever goes wrong is an answer too.
     *
     * @param headers of the request, where there are headers
     * @return whether the request is still being answered, and needs its parameters until then
     */
    public boolean answer(ClientIdentity client, McpRequest request, Optional<Headers> headers, ClientChannel channel) {
        Tracing.Received trace = spans.received(request, headers);
        try {
            Optional<McpMethod> method = dispatcher.method(request);
            Optional<RpcError> wrong =
                    wrong(request, headers, method.map(McpMethod::subject).orElse(""));
            Execution execution = method.map(McpMethod::execution).orElse(Execution.IMMEDIATE);
            if (wrong.isEmpty() && execution == Execution.STREAM) {
                wrong = listen(client, request, channel);
            } else if (wrong.isEmpty() && execution == Execution.MAY_WAIT) {
                channel.detach();
                return calls.run(client, request, trace, channel) == Grant.GRANTED;
            } else if (wrong.isEmpty()) {
                channel.finish(dispatcher.answer(new RequestContext(client).receivedIn(trace), request));
            }
            wrong.ifPresent(error -> {
                spans.refused(trace, client, request, error);
                channel.finish(Reply.error(request.id(), error));
            });
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("A request failed inside the service", e);
            channel.finish(dispatcher.failed(request));
        } finally {
            Tracing.forget();
        }
        return false;
    }

    private static Optional<RpcError> wrong(McpRequest request, Optional<Headers> headers, String subject) {
        if (!request.modern()) {
            return Optional.empty();
        }
        return headers.isPresent()
                ? ModernRequestValidator.wrong(request, headers.get(), subject)
                : ModernRequestValidator.wrongMeta(request);
    }

    /** Opens a stream, or tells why not. */
    private Optional<RpcError> listen(ClientIdentity client, McpRequest request, ClientChannel channel) {
        long begin = System.nanoTime();
        Optional<RpcError> refusal = subscriptions.open(client, request, channel);
        String error = refusal.map(wrong -> String.valueOf(wrong.code())).orElse("");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        metrics.completed(request.method(), "", error, request.version(), client.transport(), took);
        return refusal;
    }

    /** Opens a stream on which a client of a revision with a handshake is told what changes, or tells why there is none. */
    public Optional<RpcError> announce(ClientIdentity client, ClientChannel channel) {
        return subscriptions.open(client, channel);
    }

    /** Ends all streams; calls that run go on. */
    public void stop() {
        subscriptions.stop();
    }
}
