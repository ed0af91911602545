package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the streams of {@code subscriptions/listen} open. This server has no changes to announce, so it accepts none of the
 * notifications that are asked for; a stream lives until its client hangs up or cancels it, it is too old, or the service
 * stops. Any transport may carry it.
 */
public final class Subscriptions {
    public static final String METHOD = "subscriptions/listen";
    private static final String SUBSCRIPTION_KEY = "io.modelcontextprotocol/subscriptionId";
    private static final Limits USUAL = new Limits(32, 1_000, Duration.ofSeconds(15), Duration.ofHours(1));

    private final ServerInfo server;
    private final ScheduledExecutorService timer;
    private final Limits limits;
    private final Set<Subscription> open = new HashSet<>();
    private boolean stopped;

    public Subscriptions(ServerInfo server, ScheduledExecutorService timer) {
        this(server, timer, USUAL);
    }

    Subscriptions(ServerInfo server, ScheduledExecutorService timer, Limits limits) {
        this.server = server;
        this.timer = timer;
        this.limits = limits;
    }

    /**
     * What streams may take.
     *
     * @param perCaller streams of one caller
     * @param inTotal streams of all callers
     * @param pause between two comments; shorter than proxies wait for a silent stream
     * @param oldest age at which a stream is ended
     */
    record Limits(int perCaller, int inTotal, Duration pause, Duration oldest) {}

    /** Opens a stream that is kept alive and acknowledged, or tells why there is none. */
    Optional<RpcError> open(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        if (!request.params().path("notifications").isObject()) {
            return refusal(200, RpcError.INVALID_PARAMS, "params.notifications must be an object");
        }
        if (!channel.takesStreams()) {
            return refusal(406, RpcError.INVALID_REQUEST, "Listening needs Accept: text/event-stream");
        }
        Subscription subscription = new Subscription(sender, request, channel);
        Optional<RpcError> full = reserve(subscription);
        if (full.isEmpty()) {
            try {
                channel.detach();
                start(subscription);
            } catch (RuntimeException e) {
                forget(subscription);
                throw e;
            }
        }
        return full;
    }

    /** Takes room for a stream, which {@link #start} must then open, or tells why there is none. */
    synchronized Optional<RpcError> reserve(Subscription subscription) {
        long own = open.stream()
                .filter(other -> other.sender.caller().equals(subscription.sender.caller()))
                .count();
        if (own >= limits.perCaller()) {
            return refusal(429, RpcError.INTERNAL_ERROR, "This caller has too many streams open; close one first");
        }
        if (stopped || open.size() >= limits.inTotal()) {
            return refusal(
                    503,
                    RpcError.INTERNAL_ERROR,
                    "No more streams can be opened now; poll instead, or try again later");
        }
        open.add(subscription);
        return Optional.empty();
    }

    /** Acknowledges the subscription and keeps its stream alive. */
    void start(Subscription subscription) {
        subscription.begin();
        long pause = limits.pause().toNanos();
        subscription.alive(
                timer.scheduleAtFixedRate(() -> tick(subscription), pause, pause, TimeUnit.NANOSECONDS),
                timer.schedule(() -> end(subscription), limits.oldest().toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Ends the stream that this sender opened with this request, without a result; false when there is none. */
    boolean cancel(ClientIdentity sender, JsonNode id) {
        List<Subscription> meant;
        synchronized (this) {
            meant = open.stream()
                    .filter(subscription -> subscription.sender.mayBe(sender))
                    .filter(subscription ->
                            subscription.request.id().equals(id) && sender.cancels(subscription.request))
                    .toList();
        }
        meant.forEach(subscription -> {
            subscription.channel.cancel();
            end(subscription);
        });
        return !meant.isEmpty();
    }

    /** Streams that are open. */
    synchronized int size() {
        return open.size();
    }

    /** Ends all streams with their results, and takes no more. */
    public void stop() {
        List<Subscription> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(open);
        }
        all.forEach(this::end);
    }

    private void tick(Subscription subscription) {
        if (!subscription.keepAlive()) {
            end(subscription);
        }
    }

    private void end(Subscription subscription) {
        forget(subscription);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        server.complete(result, null);
        subscription.end(result);
    }

    private synchronized void forget(Subscription subscription) {
        open.remove(subscription);
    }

    private static Optional<RpcError> refusal(int status, int code, String message) {
        return Optional.of(new RpcError(status, code, message));
    }

    /** A stream from its request to its end. Two are never equal. */
    static final class Subscription {
        private final ClientIdentity sender;
        private final McpRequest request;
        private final ClientChannel channel;
        private List<Future<?>> timers = List.of();
        private boolean begun;
        private ObjectNode ended;

        Subscription(ClientIdentity sender, McpRequest request, ClientChannel channel) {
            this.sender = sender;
            this.request = request;
            this.channel = channel;
        }

        private synchronized void begin() {
            ObjectNode params = JsonNodeFactory.instance.objectNode();
            tag(params.putObject("_meta"));
            params.putObject("notifications");
            channel.send(Reply.notification("notifications/subscriptions/acknowledged", params));
            begun = true;
            if (ended != null) {
                finish();
            }
        }

        private synchronized void alive(Future<?>... futures) {
            timers = List.of(futures);
            if (ended != null) {
                timers.forEach(timer -> timer.cancel(false));
            }
        }

        /** Whether the subscriber is still there. */
        private synchronized boolean keepAlive() {
            channel.keepAlive();
            return ended == null && !channel.unwanted();
        }

        private synchronized void end(ObjectNode result) {
            if (ended != null) {
                return;
            }
            tag((ObjectNode) result.get("_meta"));
            ended = result;
            timers.forEach(timer -> timer.cancel(false));
            // One that was reserved but has not begun is ended as soon as it is acknowledged.
            if (begun) {
                finish();
            }
        }

        private void finish() {
            channel.finish(Reply.result(request.id(), ended));
        }

        private void tag(ObjectNode meta) {
            meta.set(SUBSCRIPTION_KEY, request.id());
        }
    }
}
