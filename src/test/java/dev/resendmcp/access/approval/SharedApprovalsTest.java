package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.state.redis.Redis;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
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

/** Two instances share requests, decisions and what was used through Redis. */
@Tag("slow")
class SharedApprovalsTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final JsonNode DOMAIN = McpCalls.json("{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}");
    private static final JsonNode WEBHOOK = McpCalls.json("{'webhook_id':'" + SeededAccount.WEBHOOK_ID + "'}");

    @TempDir
    Path directory;

    private final Redis redis = Redis.running();
    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private RunningService one;
    private RunningService two;
    private ConsoleCalls consoleOne;
    private ConsoleCalls consoleTwo;

    @BeforeEach
    void start() {
        begin("1h");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        resend.close();
        redis.close();
    }

    @Test
    void callIsAskedOnOneApprovedOnTheOtherAndCarriedOutOnceAnywhere() {
        one.mcp().call("delete_domain", DOMAIN);
        assertThat(consoleOne.get("/console/approvals").body()).contains("delete_domain");
        assertThat(consoleTwo.approve().body()).contains("Approved");
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> (i % 2 == 0 ? one : two).mcp().call("delete_domain", DOMAIN)))
                .toList();
        assertThat(calls.stream().filter(call -> call.join().has("deleted"))).hasSize(1);
        assertThat(deletions()).isEqualTo(1);
    }

    @Test
    void refusalOnOneIsToldByBoth() {
        one.mcp().call("delete_domain", DOMAIN);
        consoleTwo.refuse("Not today");
        for (RunningService each : List.of(one, two)) {
            JsonNode error = each.mcp().call("delete_domain", DOMAIN).path("error");
            assertThat(error.path("name").asText()).isEqualTo("declined");
            assertThat(error.path("message").asText()).contains("Not today");
        }
        assertThat(consoleOne.get("/console/approvals").body()).contains("No call waits");
        assertThat(deletions()).isZero();
    }

    @Test
    void endOfTheTimeIsToldByTheOther() {
        one.close();
        two.close();
        begin("1s");
        one.mcp().call("delete_domain", DOMAIN);
        Awaitility.await()
                .until(() -> name(two.mcp().call("delete_domain", DOMAIN)).equals("approval_expired"));
        assertThat(deletions()).isZero();
    }

    @Test
    void withoutRedisNoApprovalIsUsedAndTheCallerIsToldSo() {
        one.mcp().call("delete_domain", DOMAIN);
        consoleOne.approve();
        redis.stop();
        assertThat(name(one.mcp().call("delete_domain", DOMAIN))).isEqualTo("state_unavailable");
        assertThat(consoleOne.get("/console/approvals").body()).contains("Redis cannot be reached");
        assertThat(deletions()).isZero();
        redis.start();
        Awaitility.await().until(() -> one.mcp().call("delete_domain", DOMAIN).has("deleted"));
        assertThat(two.mcp().call("delete_domain", DOMAIN).has("deleted")).isFalse();
        assertThat(consoleOne.get("/console/approvals").body()).doesNotContain("Redis cannot be reached");
        assertThat(deletions()).isEqualTo(1);
    }

    @Test
    void whatWasAskedWithoutRedisIsOnBothConsolesAfterwards() {
        redis.stop();
        one.mcp().call("delete_domain", DOMAIN);
        two.mcp().call("delete_webhook", WEBHOOK);
        redis.start();
        Awaitility.await().untilAsserted(() -> {
            one.mcp().call("delete_domain", DOMAIN);
            two.mcp().call("delete_webhook", WEBHOOK);
            for (ConsoleCalls console : List.of(consoleOne, consoleTwo)) {
                assertThat(console.get("/console/approvals").body()).contains("delete_domain", "delete_webhook");
            }
        });
    }

    private void begin(String ttl) {
        one = service("one", ttl);
        two = service("two", ttl);
        consoleOne = console(one);
        consoleTwo = console(two);
    }

    private RunningService service(String name, String ttl) {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "APPROVE_TOOLS",
                        "destructive",
                        "APPROVAL_TTL",
                        ttl,
                        "ADMIN_TOKENS",
                        "ann:" + OPERATOR,
                        "CONFIRMATION_KEY",
                        "k".repeat(32),
                        "STATE_TYPE",
                        "redis",
                        "REPLICAS",
                        "2",
                        "REDIS_URL",
                        "redis://127.0.0.1:" + redis.port(),
                        "STATE_DIR",
                        directory.resolve(name).toString()));
    }

    private static ConsoleCalls console(RunningService service) {
        ConsoleCalls console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
        return console;
    }

    private static String name(JsonNode answer) {
        return answer.at("/error/name").asText();
    }

    private long deletions() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .count();
    }
}
