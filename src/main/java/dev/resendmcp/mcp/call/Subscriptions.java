package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.ListChanges;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.toolsets.ToolView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the streams open on which clients are told that their lists have changed: those of {@code subscriptions/listen}, and those
 * that the revisions with a handshake have. Each stream is looked at every other second; only clients whose own lists look different
 * are told. A stream lives until its client hangs up or cancels it, its credential is not valid any more, it is too old, or the
 * service stops. Any transport may carry it.
 */
public final class Subscriptions {
    public static final String METHOD = "subscriptions/listen";
    private static final Limits USUAL =
            new Limits(32, 1_000, Duration.ofSeconds(15), Duration.ofHours(1), Duration.ofSeconds(2));

    private final ServerInfo server;
    private final ListChanges lists;
    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final Limits limits;
    private final Set<Subscription> open = new HashSet<>();
    private boolean stopped;

    /**
     * @param lists tell what has changed
     * @param timer for short tasks
     * @param executor for tasks that may wait: a credential may have to be checked with its issuer
     */
    public Subscriptions(ServerInfo server, ListChanges lists, ScheduledExecutorService timer, Executor executor) {
        this(server, lists, timer, executor, USUAL);
    }

    Subscriptions(
            ServerInfo server, ListChanges lists, ScheduledExecutorService timer, Executor executor, Limits limits) {
        this.server = server;
        this.lists = lists;
        this.timer = timer;
        this.executor = executor;
        this.limits = limits;
    }

    /**
     * What streams may take.
     *
     * @param perCaller streams of one kind that one caller may have: opened by requests, or by connections
     * @param inTotal streams of all callers
     * @param pause between two comments; shorter than proxies wait for a silent stream
     * @param oldest age at which a stream is ended; a pipe has none
     * @param look between two looks for changes
     */
    record Limits(int perCaller, int inTotal, Duration pause, Duration oldest, Duration look) {}

    /** Opens a stream that is kept alive and acknowledged, or tells why there is none. */
    Optional<RpcError> open(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        if (!request.params().path("notifications").isObject()) {
            return refusal(200, RpcError.INVALID_PARAMS, "params.notifications must be an object");
        }
        if (!channel.takesStreams()) {
            return refusal(406, RpcError.INVALID_REQUEST, "Listening needs Accept: text/event-stream");
        }
        return open(Subscription.of(sender, request, channel), channel);
    }

    /** Opens a stream of a revision with a handshake, or tells why there is none. */
    Optional<RpcError> open(ClientIdentity sender, ClientChannel channel) {
        return open(Subscription.ofConnection(sender, channel), channel);
    }

    private Optional<RpcError> open(Subscription subscription, ClientChannel channel) {
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
        long own = open.stream().filter(subscription::sharesLimitWith).count();
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
        List<Future<?>> timers = new ArrayList<>(List.of(
                every(limits.pause(), () -> tick(subscription)),
                every(limits.look(), () -> executor.execute(() -> look(subscription)))));
        if (!subscription.sender().isPipe()) {
            timers.add(timer.schedule(() -> end(subscription), limits.oldest().toNanos(), TimeUnit.NANOSECONDS));
        }
        subscription.alive(timers);
    }

    private Future<?> every(Duration pause, Runnable task) {
        return timer.scheduleWithFixedDelay(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the stream that this sender opened with this request, without a result; false when there is none. */
    boolean cancel(ClientIdentity sender, JsonNode id) {
        List<Subscription> meant;
        synchronized (this) {
            meant = open.stream()
                    .filter(subscription -> subscription.isCancelledBy(sender, id))
                    .toList();
        }
        meant.forEach(subscription -> {
            subscription.cancel();
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

    /** Tells the client what has changed, or ends its stream if it would not be let in any more. */
    private void look(Subscription subscription) {
        if (!subscription.check()) {
            return;
        }
        try {
            Optional<ToolView> now = subscription.sender().current().get();
            now.ifPresentOrElse(view -> subscription.tell(view, lists), () -> end(subscription));
        } finally {
            subscription.checked();
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
}
