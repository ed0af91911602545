package dev.resendmcp.mcp.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.ListChanges;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ListKind;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.toolsets.ToolView;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream from its opening to its end. Two are never equal. */
final class Subscription {
    private static final String KEY = "io.modelcontextprotocol/subscriptionId";

    private final ClientIdentity sender;
    private final Optional<McpRequest> request;
    private final ClientChannel channel;
    private final Set<ListKind> kinds;
    private final AtomicBoolean checked = new AtomicBoolean();
    private ToolView shown;
    private List<Future<?>> timers = List.of();
    private boolean begun;
    private ObjectNode ended;

    private Subscription(
            ClientIdentity sender, Optional<McpRequest> request, ClientChannel channel, Set<ListKind> kinds) {
        this.sender = sender;
        this.request = request;
        this.channel = channel;
        this.kinds = kinds;
        this.shown = sender.view();
    }

    /** A stream that a request opens, which says what the client wants to be told. */
    static Subscription of(ClientIdentity sender, McpRequest request, ClientChannel channel) {
        Set<ListKind> kinds = EnumSet.noneOf(ListKind.class);
        JsonNode wanted = request.params().path("notifications");
        for (ListKind kind : ListKind.values()) {
            if (wanted.path(kind.filter()).asBoolean()) {
                kinds.add(kind);
            }
        }
        return new Subscription(sender, Optional.of(request), channel, kinds);
    }

    /** A stream of the revisions with a handshake: no request opens it, and it has no result. */
    static Subscription ofConnection(ClientIdentity sender, ClientChannel channel) {
        return new Subscription(sender, Optional.empty(), channel, EnumSet.allOf(ListKind.class));
    }

    ClientIdentity sender() {
        return sender;
    }

    /** Whether both count together. Clients with a handshake open theirs unasked, which must leave room for requests. */
    boolean sharesLimitWith(Subscription other) {
        return sender.caller().equals(other.sender.caller()) && request.isPresent() == other.request.isPresent();
    }

    /** Whether a notification of this sender cancels it. */
    boolean isCancelledBy(ClientIdentity client, JsonNode id) {
        return sender.mayBe(client)
                && request.filter(opened -> opened.id().equals(id) && client.cancels(opened))
                        .isPresent();
    }

    /** The client wants no more of it. */
    void cancel() {
        channel.cancel();
    }

    /** Says that the stream is open. */
    synchronized void begin() {
        if (request.isPresent()) {
            ObjectNode params = params();
            ObjectNode accepted = params.putObject("notifications");
            kinds.forEach(kind -> accepted.put(kind.filter(), true));
            channel.send(Reply.notification("notifications/subscriptions/acknowledged", params));
        } else {
            channel.keepAlive();
        }
        begun = true;
        if (ended != null) {
            finish();
        }
    }

    synchronized void alive(List<Future<?>> futures) {
        timers = futures;
        if (ended != null) {
            timers.forEach(timer -> timer.cancel(false));
        }
    }

    /** Whether the subscriber is still there. */
    synchronized boolean keepAlive() {
        channel.keepAlive();
        return ended == null && !channel.unwanted();
    }

    /** Takes the turn to check it, which {@link #checked} gives back; false while another thread has it. */
    boolean check() {
        return checked.compareAndSet(false, true);
    }

    void checked() {
        checked.set(false);
    }

    /** Tells the client which of its lists look different now. */
    synchronized void tell(ToolView now, ListChanges lists) {
        if (ended != null || now.equals(shown)) {
            return;
        }
        Set<ListKind> changed = lists.between(sender, shown, now);
        shown = now;
        changed.stream()
                .filter(kinds::contains)
                .forEach(kind -> channel.send(Reply.notification(kind.notification(), params())));
    }

    /** @param result of the request, if one opened the stream */
    synchronized void end(ObjectNode result) {
        if (ended != null) {
            return;
        }
        request.ifPresent(opened -> ((ObjectNode) result.get("_meta")).set(KEY, opened.id()));
        ended = result;
        timers.forEach(timer -> timer.cancel(false));
        // One that was reserved but has not begun is ended as soon as it is acknowledged.
        if (begun) {
            finish();
        }
    }

    private void finish() {
        if (request.isEmpty()) {
            channel.cancel();
        }
        channel.finish(Reply.result(request.map(McpRequest::id).orElse(null), ended));
    }

    private ObjectNode params() {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        request.ifPresent(opened -> params.putObject("_meta").set(KEY, opened.id()));
        return params;
    }
}
