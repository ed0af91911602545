package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.mcp.dispatch.McpExchange;
import dev.resendmcp.mcp.dispatch.RequestHandler;
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
 * Runs the requests whose answers may have to wait for Resend, each on a thread of its own. Whatever happens, each gets its
 * answer.
 *
 * <p>A waiting call can be cancelled. Without sessions nobody can say for certain whose call a cancellation means: ids are
 * small numbers, and clients that share a token, a machine and a program look alike. So a call is only cancelled if it is the
 * one call of that {@link ClientIdentity} that runs under this id; if there are two, none is. What is left is a client that cancels
 * what is already answered while its twin waits under the same id: the twin's call then fails as {@code cancelled}, which
 * says that nothing was sent and that it may be repeated. That is rare and harmless, next to mail that goes out although its
 * sender took it back.
 */
final class RunningCalls {
    private static final Logger log = LoggerFactory.getLogger(RunningCalls.class);

    private final RequestHandler requests;
    private final CallExecutor executor;
    private final ProgressTicker ticker;
    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();

    /**
     * @param requests answers
     * @param executor gives the threads
     * @param ticker tells clients where their calls stand
     */
    RunningCalls(RequestHandler requests, CallExecutor executor, ProgressTicker ticker) {
        this.requests = requests;
        this.executor = executor;
        this.ticker = ticker;
    }

    /** Runs a request; its answer goes to the channel, which must be detached. */
    void run(RunningCall call) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        running.add(call);
        Grant grant = Grant.ALL_FULL;
        try {
            grant = executor.run(call.sender().payer(), () -> answer(call, context));
        } finally {
            if (grant != Grant.GRANTED) {
                running.remove(call);
            }
        }
        if (grant != Grant.GRANTED) {
            McpExchange exchange = new McpExchange(call.sender());
            finish(call, exchange, requests.busy(exchange, call.request(), grant));
        }
    }

    private void answer(RunningCall call, Map<String, String> context) {
        try (CallContext running = call.context()) {
            if (context != null) {
                MDC.setContextMap(context);
            }
            McpExchange exchange = new McpExchange(call.sender());
            finish(call, exchange, running.run(() -> compute(call, exchange)));
        } catch (RuntimeException | Error e) {
            // Also after an error of the JVM, such as no memory.
            log.error("A call failed inside the service", e);
            call.channel().finish(requests.failed(call.request()));
        } finally {
            // Not before the client has its answer: a late cancellation would be taken for that of a twin.
            running.remove(call);
            MDC.clear();
        }
    }

    private static void finish(RunningCall call, McpExchange exchange, Reply reply) {
        if (exchange.unlogged()) {
            call.channel().unlogged();
        }
        call.channel().finish(reply);
    }

    private Reply compute(RunningCall call, McpExchange exchange) {
        exchange.waitsIn(call.context());
        Future<?> following = ticker.follow(call);
        try {
            return call.channel().unwanted()
                    ? requests.cancelled(exchange, call.request())
                    : waited(exchange, requests.answer(exchange, call.request()));
        } finally {
            following.cancel(false);
        }
    }

    /** Adds to the result how long the call waited. */
    private static Reply waited(McpExchange exchange, Reply reply) {
        long waited = exchange.waited().toMillis();
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
