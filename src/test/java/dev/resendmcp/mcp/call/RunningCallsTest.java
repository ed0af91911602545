package dev.resendmcp.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.mcp.conformance.FixtureServer;
import dev.resendmcp.mcp.conformance.FixtureTools;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call runs or is refused; none is lost and no place is. */
class RunningCallsTest {
    private static final Caller GREEDY = new Caller("greedy");
    private static final McpRequest CALL = new McpRequest(
            IntNode.valueOf(1), "tools/call", McpCalls.json("{'name':'test_error_handling'}"), false, "2025-11-25");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deque<Runnable> started = new ArrayDeque<>();
    private final Replies replies = new Replies();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void callsAboveTheBoundAreRefusedUntilOneIsDone() {
        RunningCalls calls = calls(started::add, 1);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.CALLER_FULL);
        assertThat(replies.names).containsExactly("server_busy");
        started.remove().run();
        assertThat(replies.names).containsExactly("server_busy", "test_error");
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void callForWhichThereIsNoThreadIsRefusedAndKeepsNoPlace() {
        boolean[] full = {true};
        RunningCalls calls = calls(
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    started.add(task);
                },
                1);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.ALL_FULL);
        assertThat(replies.names).containsExactly("server_busy");
        full[0] = false;
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void oneCallerHoldsHalfOfThePlacesAtMost() {
        RunningCalls calls = calls(started::add, 4);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.CALLER_FULL);
        assertThat(run(calls, new Caller("modest"))).isEqualTo(Grant.GRANTED);
        started.remove().run();
        assertThat(run(calls, GREEDY)).isEqualTo(Grant.GRANTED);
    }

    private RunningCalls calls(Executor executor, int most) {
        return new RunningCalls(FixtureServer.dispatcher(new FixtureTools()), executor, most, timer);
    }

    private Grant run(RunningCalls calls, Caller caller) {
        return calls.run(new ClientIdentity(caller, "tcp", "", ""), CALL, Tracing.Received.NOTHING, replies);
    }

    /** Notes the error names of replies. */
    private static final class Replies implements ClientChannel {
        private final List<String> names = new ArrayList<>();

        @Override
        public boolean takesStreams() {
            return false;
        }

        @Override
        public void detach() {
            // A list stays as it is.
        }

        @Override
        public void send(ObjectNode notification) {
            // Nobody asks for progress.
        }

        @Override
        public void keepAlive() {
            // Nobody hangs up.
        }

        @Override
        public void cancel() {
            // Nobody cancels.
        }

        @Override
        public boolean unwanted() {
            return false;
        }

        @Override
        public void finish(Reply reply) {
            JsonNode sent = McpCalls.tree(new String(reply.json(McpCalls.JSON), StandardCharsets.UTF_8));
            names.add(sent.at("/result/structuredContent/error/name").asText());
        }
    }
}
