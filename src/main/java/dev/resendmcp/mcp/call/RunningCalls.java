package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.CallerShares;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.threads.BatchTimer;
import dev.resendmcp.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs requests whose replies may have to wait for Resend, each on a thread of its own, so that they delay nobody else. Their
 * number is bounded: a request above the bound is refused at once. Whatever happens, each request gets its reply.
 *
 * <p>A waiting call can be cancelled. Without sessions nobody can say for certain whose call a cancellation means: ids are
 * small numbers, and clients that share a token, a machine and a program look alike. So a call is only cancelled if it is the
 * one call of that {@link ClientIdentity} that runs under this id; if there are two, none is. What is left is a client that cancels
 * what is already answered while its twin waits under the same id: the twin's call then fails as {@code cancelled}, which
 * says that nothing was sent and that it may be repeated. That is rare and harmless, next to mail that goes out although its
 * sender took it back.
 *
 * <p>A call that waits is cancelled as well when the credential it came with stops being valid.
 */
public final class RunningCalls {
    private static final Logger log = LoggerFactory.getLogger(RunningCalls.class);
    /** A hang-up shows at the second write after it. */
    private static final int FIRST_COMMENT_SECONDS = 2;

    private static final int SECONDS_BETWEEN_LOOKS = 2;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Dispatcher dispatcher;
    private final Executor executor;
    private final CallerShares places;
    private final BatchTimer timer;
    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();

    /**
     * @param executor a thread for every task, virtual ones where the JVM has them; never queues
     * @param mostCalls calls that may run or wait at a time, half of them by the same caller
     */
    public RunningCalls(Dispatcher dispatcher, Executor executor, int mostCalls, ScheduledExecutorService timer) {
        this.dispatcher = dispatcher;
        this.executor = executor;
        this.places = CallerShares.halves(mostCalls);
        this.timer = new BatchTimer(timer);
    }

    /** Calls that run or wait now. */
    public long inFlight() {
        return places.taken();
    }

    /**
     * Runs a request; its reply goes to the channel, which must be detached.
     *
     * @return whether it runs, or whose places are taken; without a thread for it, nobody has a place
     */
    Grant run(ClientIdentity client, McpRequest request, Tracing.Received trace, ClientChannel channel) {
        Grant grant = places.take(client.payer(), 1);
        if (grant == Grant.GRANTED && !start(new RunningCall(client, request, trace, channel))) {
            grant = Grant.ALL_FULL;
        }
        if (grant != Grant.GRANTED) {
            RequestContext context = new RequestContext(client).receivedIn(trace);
            finish(channel, context, dispatcher.busy(context, request, grant));
        }
        return grant;
    }

    private boolean start(RunningCall call) {
        boolean started = false;
        running.add(call);
        try {
            executor.execute(call);
            started = true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Also when the operating system gives no more threads, or when the service stops.
            log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("No thread for a tool call");
        } finally {
            if (!started) {
                end(call);
            }
        }
        return started;
    }

    private void end(RunningCall call) {
        running.remove(call);
        places.give(call.client.payer(), 1);
    }

    private static void finish(ClientChannel channel, RequestContext context, Reply reply) {
        if (context.unlogged()) {
            channel.unlogged();
        }
        channel.finish(reply);
    }

    /** Cancels what this client asked under this id, if that is one call and no more. */
    void cancel(ClientIdentity client, JsonNode id) {
        List<RunningCall> meant = running.stream()
                .filter(call -> call.client.mayBe(client))
                .filter(call -> call.request.id().equals(id) && client.cancels(call.request))
                .toList();
        if (meant.size() == 1) {
            meant.get(0).channel.cancel();
            meant.get(0).cancelIfUnwanted();
        } else {
            log.info("Ignored a cancellation: it fits {} running calls", meant.size());
        }
    }

    /** A request with its place among the running ones, until it is answered. Two are never equal. */
    private final class RunningCall implements Runnable {
        private final ClientIdentity client;
        private final McpRequest request;
        private final Tracing.Received trace;
        private final ClientChannel channel;
        private final CallContext call;
        private final Map<String, String> logged = MDC.getCopyOfContextMap();
        private int seconds;
        private BatchTimer.Task nextTick;
        private boolean answered;

        RunningCall(ClientIdentity client, McpRequest request, Tracing.Received trace, ClientChannel channel) {
            this.client = client;
            this.request = request;
            this.trace = trace;
            this.channel = channel;
            this.call = new CallContext(client.payer());
        }

        /** The whole call, on the thread that its context is bound to. */
        @Override
        public void run() {
            try (CallContext bound = call.bind()) {
                if (logged != null) {
                    MDC.setContextMap(logged);
                }
                RequestContext context = new RequestContext(client, bound).receivedIn(trace);
                tickLater();
                Reply reply;
                try {
                    reply = channel.unwanted()
                            ? dispatcher.cancelled(context, request)
                            : withWait(dispatcher.answer(context, request));
                } finally {
                    endTicks();
                }
                finish(channel, context, reply);
            } catch (RuntimeException | Error e) {
                // Also after an error of the JVM, such as no memory.
                log.error("A call failed inside the service", e);
                channel.finish(dispatcher.failed(request));
            } finally {
                // Not before the client has its answer: a late cancellation would be taken for that of a twin.
                end(this);
                MDC.clear();
            }
        }

        /** Adds to the result how long the call waited. */
        private Reply withWait(Reply reply) {
            if (reply.body().get("result") instanceof ObjectNode result) {
                ObjectNode meta = result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
                meta.put("waited_ms", call.waited().toMillis());
            }
            return reply;
        }

        private synchronized void tickLater() {
            if (!answered) {
                nextTick = timer.schedule(this::tick, TICK);
            }
        }

        private synchronized void endTicks() {
            answered = true;
            nextTick.cancel();
        }

        /** Reports progress, or sends a comment that shows whether the client is still there. */
        private void tick() {
            seconds++;
            tickLater();
            JsonNode token = request.progressToken();
            if (token.isValueNode()) {
                ObjectNode params = JsonNodeFactory.instance.objectNode();
                params.set("progressToken", token);
                params.put("progress", seconds).put("message", waitsFor());
                channel.send(Reply.notification("notifications/progress", params));
            } else if (request.modern() && seconds >= FIRST_COMMENT_SECONDS) {
                channel.keepAlive();
            }
            cancelIfUnwanted();
            if (seconds % SECONDS_BETWEEN_LOOKS == 0) {
                executor.execute(this::cancelIfRevoked);
            }
        }

        private String waitsFor() {
            return call.position()
                    .map(position -> "Waiting for Resend's rate limit: " + position.ahead()
                            + " calls go first, about "
                            + Math.max(1, position.expected().toSeconds()) + " s")
                    .orElse("Waiting for Resend's answer");
        }

        /** Cancels the call if its credential is not valid any more, which may have to be checked with its issuer. */
        private void cancelIfRevoked() {
            if (client.current().get().isEmpty()) {
                call.cancel();
            }
        }

        /** Cancels the call if its client wants no reply any more. A request that was sent to Resend goes on. */
        private void cancelIfUnwanted() {
            if (channel.unwanted()) {
                call.cancel();
            }
        }
    }
}
