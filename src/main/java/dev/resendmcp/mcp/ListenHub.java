package dev.resendmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.tools.Caller;
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
 * notifications that are asked for; a stream lives until its client hangs up, it is too old, or the service stops.
 */
public final class ListenHub {
    static final String METHOD = "subscriptions/listen";
    private static final String SUBSCRIPTION_KEY = "io.modelcontextprotocol/subscriptionId";
    private static final Limits USUAL = new Limits(32, 1_000, Duration.ofSeconds(15), Duration.ofHours(1));

    private final ModernResults results;
    private final ScheduledExecutorService timer;
    private final Limits limits;
    private final Set<Subscription> open = new HashSet<>();
    private boolean stopped;

    /**
     * @param engine what the results are signed with
     * @param timer runs the comments, which are short
     */
    public ListenHub(McpEngine engine, ScheduledExecutorService timer) {
        this(engine, timer, USUAL);
    }

    ListenHub(McpEngine engine, ScheduledExecutorService timer, Limits limits) {
        this.results = new ModernResults(engine);
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

    /** The way to a subscriber. Safe for use by many threads; never throws. */
    interface Subscriber {
        /** Sends a notification; false when the subscriber is gone. */
        boolean send(ObjectNode notification);

        /** Sends something without meaning; false when the subscriber is gone. */
        boolean keepAlive();

        /** Sends the result and closes; only closes when the subscriber is gone. */
        void end(ObjectNode result);
    }

    /** Takes room for a stream, which {@link #start} must then open, or tells why there is none. */
    synchronized Optional<RpcError> reserve(Subscription subscription) {
        long own = open.stream()
                .filter(other -> other.caller.equals(subscription.caller))
                .count();
        if (own >= limits.perCaller()) {
            return refusal(429, "This caller has too many streams open; close one first");
        }
        if (stopped || open.size() >= limits.inTotal()) {
            return refusal(503, "No more streams can be opened now; poll instead, or try again later");
        }
        open.add(subscription);
        return Optional.empty();
    }

    /** Acknowledges the subscription and keeps its stream alive. */
    void start(Subscription subscription, Subscriber subscriber) {
        subscription.begin(subscriber);
        long pause = limits.pause().toNanos();
        subscription.alive(
                timer.scheduleAtFixedRate(() -> tick(subscription), pause, pause, TimeUnit.NANOSECONDS),
                timer.schedule(() -> end(subscription), limits.oldest().toNanos(), TimeUnit.NANOSECONDS));
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
        synchronized (this) {
            open.remove(subscription);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        results.decorate(METHOD, result);
        subscription.end(result);
    }

    private static Optional<RpcError> refusal(int status, String message) {
        return Optional.of(new RpcError(status, RpcError.INTERNAL_ERROR, message));
    }

    /** A stream from its request to its end. Two are never equal. */
    static final class Subscription {
        private final Caller caller;
        private final JsonNode id;
        private Subscriber subscriber;
        private List<Future<?>> timers = List.of();
        private ObjectNode ended;

        /** @param id of the request to listen */
        Subscription(Caller caller, JsonNode id) {
            this.caller = caller;
            this.id = id;
        }

        private synchronized void begin(Subscriber way) {
            subscriber = way;
            ObjectNode acknowledgement = JsonNodeFactory.instance
                    .objectNode()
                    .put("jsonrpc", "2.0")
                    .put("method", "notifications/subscriptions/acknowledged");
            ObjectNode params = acknowledgement.putObject("params");
            tag(params.putObject("_meta"));
            params.putObject("notifications");
            way.send(acknowledgement);
            if (ended != null) {
                way.end(ended);
            }
        }

        private synchronized void alive(Future<?>... futures) {
            timers = List.of(futures);
            if (ended != null) {
                timers.forEach(timer -> timer.cancel(false));
            }
        }

        private synchronized boolean keepAlive() {
            return ended == null && subscriber.keepAlive();
        }

        private synchronized void end(ObjectNode result) {
            if (ended != null) {
                return;
            }
            tag((ObjectNode) result.get("_meta"));
            ended = result;
            timers.forEach(timer -> timer.cancel(false));
            // One that was reserved but has not begun is ended as soon as it is acknowledged.
            if (subscriber != null) {
                subscriber.end(result);
            }
        }

        private void tag(ObjectNode meta) {
            meta.set(SUBSCRIPTION_KEY, id);
        }
    }
}
