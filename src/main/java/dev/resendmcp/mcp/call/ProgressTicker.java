package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.JsonRpc;
import dev.resendmcp.mcp.message.McpRequest;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reports progress to clients once a second, and cancels waiting calls whose clients have hung up. A hang-up shows at the second
 * write after it, so clients that requested no progress get comments.
 */
public final class ProgressTicker {
    private static final int FIRST_COMMENT = 2;

    private final ScheduledExecutorService timer;

    /** @param timer runs the ticks, which are short */
    public ProgressTicker(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Follows a call; cancel the future when it is answered. */
    Future<?> follow(RunningCall call) {
        AtomicInteger seconds = new AtomicInteger();
        return timer.scheduleAtFixedRate(() -> tick(call, seconds.incrementAndGet()), 1, 1, TimeUnit.SECONDS);
    }

    private void tick(RunningCall call, int second) {
        McpRequest request = call.request();
        if (request.progressToken().isValueNode()) {
            call.channel().send(progress(request.progressToken(), second, call.progress()));
        } else if (request.modern() && second >= FIRST_COMMENT) {
            call.channel().keepAlive();
        }
        call.cancelIfUnwanted();
    }

    private static ObjectNode progress(JsonNode token, int second, String message) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", token);
        params.put("progress", second).put("message", message);
        return JsonRpc.notification("notifications/progress", params);
    }
}
