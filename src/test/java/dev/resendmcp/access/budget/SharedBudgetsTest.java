package dev.resendmcp.access.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.state.redis.Redis;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share budgets through Redis; without it, each keeps to its share. */
@Tag("slow")
class SharedBudgetsTest {
    private static final int BUDGET = 20;

    @TempDir
    Path directory;

    private final Redis redis = Redis.running();
    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private RunningService one;
    private RunningService two;
    private int number;

    @BeforeEach
    void start() {
        one = service("one");
        two = service("two");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        resend.close();
        redis.close();
    }

    @Test
    void callsAtTheSameTimeOnBothUseTheWholeBudgetAndNoMore() {
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 3 * BUDGET)
                .mapToObj(i -> (i % 2 == 0 ? one : two).mcp().callLater("send_email", mail(i)))
                .toList();
        List<JsonNode> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(answer -> answer.has("id"))).hasSize(BUDGET);
        assertThat(answers.stream().filter(answer -> !answer.has("id")))
                .allSatisfy(
                        answer -> assertThat(answer.at("/error/name").asText()).isEqualTo("budget_exceeded"));
        assertThat(sent()).isEqualTo(BUDGET);
    }

    @Test
    void withoutRedisEachHasItsShareAndAfterwardsBothAreCounted() {
        redis.stop();
        sendUntilRefused(one);
        assertThat(sent()).isEqualTo(BUDGET / 2);
        sendUntilRefused(two);
        assertThat(sent()).isEqualTo(BUDGET);
        redis.start();
        Awaitility.await().until(() -> List.of(one, two).stream().allMatch(SharedBudgetsTest::shares));
        sendUntilRefused(one);
        sendUntilRefused(two);
        assertThat(sent()).isEqualTo(BUDGET);
    }

    private void sendUntilRefused(RunningService service) {
        JsonNode answer;
        do {
            answer = service.mcp().call("send_email", mail(1_000 + number++));
        } while (answer.has("id"));
        assertThat(answer.at("/error/name").asText()).isEqualTo("budget_exceeded");
        assertThat(answer.at("/error/retry_after_seconds").asLong()).isPositive();
    }

    private static boolean shares(RunningService service) {
        return service.get(service.admin("/metrics")).body().contains("resend_state_shared 1.0");
    }

    private RunningService service(String name) {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "RECIPIENTS_PER_HOUR",
                        String.valueOf(BUDGET),
                        "STATE_TYPE",
                        "redis",
                        "REPLICAS",
                        "2",
                        "REDIS_URL",
                        "redis://127.0.0.1:" + redis.port(),
                        "STATE_DIR",
                        directory.resolve(name).toString()));
    }

    private static JsonNode mail(int number) {
        return McpCalls.json(
                "{'from':'a@sandbox.resend.dev','to':'delivered@resend.dev','text':'t','subject':'" + number + "'}");
    }

    private long sent() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }
}
