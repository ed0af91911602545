package dev.resendmcp.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.call.Subscriptions.Limits;
import dev.resendmcp.mcp.dispatch.ListChanges;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounds and life of the streams of those who listen. */
class SubscriptionsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");

    private static final McpRequest LISTEN = new McpRequest(
            new TextNode("L"), Subscriptions.METHOD, McpCalls.json("{'notifications':{}}"), true, "2026-07-28");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void acknowledgesFirstThenComments() {
        Line line = new Line();
        open(hub(new Limits(1, 1, SHORT, LONG, LONG)), ANN, line);
        await().until(() -> line.said.size() > 3);
        assertThat(line.said.get(0))
                .contains("acknowledged")
                .contains("\"io.modelcontextprotocol/subscriptionId\":\"L\"");
        assertThat(line.said.subList(1, 4)).containsOnly("comment");
    }

    @Test
    void boundsTheStreamsOfOneCallerAndOfAll() {
        Subscriptions hub = hub(new Limits(2, 3, LONG, LONG, LONG));
        assertThat(open(hub, ANN, new Line())).isEmpty();
        assertThat(open(hub, ANN, new Line())).isEmpty();
        assertThat(open(hub, ANN, new Line()).map(RpcError::status)).hasValue(429);
        assertThat(open(hub, BOB, new Line())).isEmpty();
        assertThat(open(hub, BOB, new Line()).map(RpcError::status)).hasValue(503);
    }

    @Test
    void streamsOfConnectionsLeaveRoomForThoseOfRequests() {
        Subscriptions hub = hub(new Limits(1, 9, LONG, LONG, LONG));
        assertThat(hub.open(sender(ANN), new Line())).isEmpty();
        assertThat(hub.open(sender(ANN), new Line()).map(RpcError::status)).hasValue(429);
        assertThat(open(hub, ANN, new Line())).isEmpty();
    }

    @Test
    void whoHangsUpMakesRoom() {
        Subscriptions hub = hub(new Limits(1, 1, SHORT, LONG, LONG));
        Line line = new Line();
        open(hub, ANN, line);
        line.gone = true;
        await().until(() -> hub.size() == 0);
        assertThat(open(hub, ANN, new Line())).isEmpty();
    }

    @Test
    void oldStreamsEndWithAResult() {
        Subscriptions hub = hub(new Limits(1, 1, LONG, SHORT, LONG));
        Line line = new Line();
        assertThat(hub.open(new ClientIdentity(ANN, "tcp", "", ""), LISTEN, line))
                .isEmpty();
        await().until(() -> line.said.size() == 2);
        assertEnd(line);
        assertThat(hub.size()).isZero();
    }

    @Test
    void aStopEndsAllStreamsAndTakesNoMore() {
        Subscriptions hub = hub(new Limits(9, 9, SHORT, LONG, LONG));
        List<Line> lines = List.of(new Line(), new Line());
        lines.forEach(line -> open(hub, ANN, line));
        hub.stop();
        hub.stop();
        lines.forEach(SubscriptionsTest::assertEnd);
        assertThat(open(hub, BOB, new Line()).map(RpcError::status)).hasValue(503);
    }

    @Test
    void aStreamThatIsStoppedBeforeItBeginsIsAcknowledgedStill() {
        Subscriptions hub = hub(new Limits(1, 1, LONG, LONG, LONG));
        Line line = new Line();
        Subscription subscription = Subscription.of(sender(ANN), LISTEN, line);
        hub.reserve(subscription);
        hub.stop();
        hub.start(subscription);
        assertThat(line.said.get(0)).contains("acknowledged");
        assertEnd(line);
    }

    @Test
    void aCancelledStreamEndsWithoutAResultAndMakesRoom() {
        Subscriptions hub = hub(new Limits(1, 1, LONG, LONG, LONG));
        Line line = new Line();
        open(hub, ANN, line);
        assertThat(hub.cancel(sender(BOB), LISTEN.id())).as("of somebody else").isFalse();
        assertThat(hub.cancel(sender(ANN), LISTEN.id())).isTrue();
        assertThat(line.said).hasSize(2).last().isEqualTo("closed");
        assertThat(open(hub, ANN, new Line())).isEmpty();
    }

    private static void assertEnd(Line line) {
        JsonNode end = McpCalls.tree(line.said.get(line.said.size() - 1));
        assertThat(line.said).filteredOn(said -> said.contains("resultType")).hasSize(1);
        assertThat(end.path("resultType").asText()).isEqualTo("complete");
        assertThat(end.path("_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .asText())
                .isEqualTo("L");
    }

    private Subscriptions hub(Limits limits) {
        return new Subscriptions(new ServerInfo("test", "1"), new ListChanges(List.of()), timer, Runnable::run, limits);
    }

    private static Optional<RpcError> open(Subscriptions hub, Caller caller, Line line) {
        return hub.open(sender(caller), LISTEN, line);
    }

    private static ClientIdentity sender(Caller caller) {
        return new ClientIdentity(caller, "pipe", "", "");
    }

    /** Writes down what is said. */
    private static final class Line implements ClientChannel {
        private final List<String> said = new CopyOnWriteArrayList<>();
        private volatile boolean gone;

        @Override
        public boolean takesStreams() {
            return true;
        }

        @Override
        public void detach() {
            // A list stays as it is.
        }

        @Override
        public void send(ObjectNode notification) {
            said.add(notification.toString());
        }

        @Override
        public void keepAlive() {
            said.add("comment");
        }

        @Override
        public void cancel() {
            gone = true;
        }

        @Override
        public boolean unwanted() {
            return gone;
        }

        @Override
        public void finish(Reply reply) {
            said.add(gone ? "closed" : reply.body().get("result").toString());
        }
    }
}
