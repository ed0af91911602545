package dev.resendmcp.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.conformance.FixtureServer;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.testing.McpCalls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** Calls that break on the way to a thread of their own are answered like any other, and take no place for good. */
class BrokenCallsTest {
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"test_error_handling\"}}";

    @Test
    void callWhoseThreadCannotBeHadForAReasonNobodyThoughtOfIsAnswered() throws Exception {
        Executor broken = task -> {
            throw new IllegalStateException("broken");
        };
        assertEveryCallIsAnInternalError(broken, Executors.newSingleThreadScheduledExecutor());
    }

    @Test
    void callThatNobodyCanFollowIsAnswered() throws Exception {
        ScheduledExecutorService stopped = Executors.newSingleThreadScheduledExecutor();
        stopped.shutdown();
        assertEveryCallIsAnInternalError(task -> new Thread(task).start(), stopped);
    }

    private static void assertEveryCallIsAnInternalError(Executor executor, ScheduledExecutorService timer)
            throws Exception {
        Server server = FixtureServer.start(FixtureServer.protocol(executor, timer));
        try {
            for (int call = 0; call < FixtureServer.MOST_CALLS + 1; call++) {
                JsonNode answer = post(server.getURI());
                assertThat(answer.path("id").asInt()).isEqualTo(7);
                assertThat(answer.at("/error/code").asInt()).isEqualTo(RpcError.INTERNAL_ERROR);
                assertThat(answer.at("/error/message").asText()).isEqualTo("Internal error");
            }
        } finally {
            server.stop();
            timer.shutdownNow();
        }
    }

    private static JsonNode post(URI server) throws Exception {
        return McpCalls.tree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve("/mcp"))
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(60))
                                .POST(BodyPublishers.ofString(CALL))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
