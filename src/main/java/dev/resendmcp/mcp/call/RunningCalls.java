package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.limits.CallerShares.Grant;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs the dispatcher whose answers may have to wait for Resend, each on a thread of its own. Whatever happens, each gets its
 * answer.
 *
 * <p>A waiting call can be cancelled. Without sessions nobody can say for certain whose call a cancellation means: ids are
 * small numbers, and clients that share a token, a machine and a program look alike. So a call is only cancelled if it is the
 * one call of that {@link ClientIdentity} that runs under this id; if there are two, none is. What is left is a client that cancels
 * what is already answered while its twin waits under the same id: the twin's call then fails as {@code cancelled}, which
 * says that nothing was sent and that it may be repeated. That is rare and harmless, next to mail that goes out although its
 * sender took it back.
 */
public final class RunningCalls {
    private static final Logger log = LoggerFactory.getLogger(RunningCalls.class);

    private final Dispatcher dispatcher;
    private final CallExecutor executor;
    private final ProgressTicker ticker;
    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();

    /**
     * @param dispatcher answers
     * @param executor gives the threads
     * @param ticker tells clients where their calls stand
     */
    public RunningCalls(Dispatcher dispatcher, CallExecutor executor, ProgressTicker ticker) {
        this.dispatcher = dispatcher;
        this.executor = executor;
        this.ticker = ticker;
    }

    /** Runs a request; its answer goes to the channel, which must be detached. */
    void run(RunningCall call) {
        Map<String, String> logged = MDC.getCopyOfContextMap();
        running.add(call);
        Grant grant = Grant.ALL_FULL;
        try {
            grant = executor.run(call.sender().payer(), () -> answer(call, logged));
        } finally {
            if (grant != Grant.GRANTED) {
                running.remove(call);
            }
        }
        if (grant != Grant.GRANTED) {
            RequestContext context = new RequestContext(call.sender());
            finish(call, context, dispatcher.busy(context, call.request(), grant));
        }
    }

    private void answer(RunningCall call, Map<String, String> logged) {
        try (CallContext running = call.context()) {
            if (logged != null) {
                MDC.setContextMap(logged);
            }
            RequestContext context = new RequestContext(call.sender());
            finish(call, context, running.run(() -> compute(call, context)));
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("A call failed inside the service", e);
            call.channel().finish(dispatcher.failed(call.request()));
        } finally {
            // Not before the client has its answer: a late cancellation would be taken for that of a twin.
            running.remove(call);
            MDC.clear();
        }
    }

    private static void finish(RunningCall call, RequestContext context, Reply reply) {
        if (context.unlogged()) {
            call.channel().unlogged();
        }
        call.channel().finish(reply);
    }

    private Reply compute(RunningCall call, RequestContext context) {
        context.waitsIn(call.context());
        Future<?> following = ticker.follow(call);
        try {
            return call.channel().unwanted()
                    ? dispatcher.cancelled(context, call.request())
                    : waited(context, dispatcher.answer(context, call.request()));
        } finally {
            following.cancel(false);
        }
    }

    /** Adds to the result how long the call waited. */
    private static Reply waited(RequestContext context, Reply reply) {
        long waited = context.waited().toMillis();
        if (reply.body().get("result") instanceof ObjectNode result) {
            ObjectNode meta = result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
            meta.put("waited_ms", waited);
        }
        return reply;
    }

    /** Cancels what this sender asked under this id, if that is one call and no more. */
    void cancel(ClientIdentity sender, JsonNode id) {
        List<RunningCall> meant = running.stream()
                .filter(call -> call.sender().mayBe(sender))
                .filter(call -> call.request().id().equals(id) && sender.cancels(call.request()))
                .toList();
        if (meant.size() == 1) {
            meant.get(0).channel().cancel();
            meant.get(0).cancelIfUnwanted();
        } else {
            log.info("Ignored a cancellation: it fits {} running calls", meant.size());
        }
    }
}
