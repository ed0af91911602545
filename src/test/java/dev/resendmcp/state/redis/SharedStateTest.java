package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.States;
import dev.resendmcp.state.store.StateUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal and the used tokens of replicas that share a Redis, and what becomes of them when it goes. */
@Tag("slow")
class SharedStateTest {
    /** Many times as long as callers wait for an answer of Redis. */
    private static final int HANG = 10 * (int) States.REDIS_TIMEOUT.toSeconds();

    @TempDir
    Path directory;

    private final Redis redis = Redis.running();
    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
        redis.close();
    }

    @Test
    void replicasSeeEachOthersEntries() {
        StateService one = replica("one");
        StateService two = replica("two");
        States.put(one, "a", States.answered("key", "{\"id\":\"1\"}"));
        assertThat(States.read(two, "a")).contains(States.answered("key", "{\"id\":\"1\"}"));
        assertThat(two.condition().sharing()).isEqualTo(Sharing.ON);
    }

    @Test
    void callersOfOneIdOnTwoReplicasMakeOneEntry() {
        StateService[] replicas = {replica("one"), replica("two")};
        Set<String> seen = ConcurrentHashMap.newKeySet();
        States.atOnce(
                200,
                number -> seen.add(replicas[number % 2]
                        .journal()
                        .update("same", old -> old.orElseGet(() -> States.begun("key-" + number)), States.KEEP)
                        .idempotencyKey()));
        assertThat(seen).hasSize(1);
    }

    @Test
    void entriesHaveTheirTimeToLiveInRedis() {
        States.put(replica("one"), "a", States.begun("key"));
        long millis = Long.parseLong(
                redis.command("pttl resend-full-mcp:{account}:journal/a").substring(1));
        // The test may be a moment ahead of the clock of Redis.
        assertThat(millis).isBetween(States.KEEP.toMillis() - 60_000, States.KEEP.toMillis() + 1_000);
    }

    @Test
    void tokenIsGoodOnceOverAllReplicas() {
        StateService[] replicas = {replica("one"), replica("two")};
        AtomicInteger good = new AtomicInteger();
        States.atOnce(50, number -> {
            if (replicas[number % 2].usedTokens().use("token", States.KEEP)) {
                good.incrementAndGet();
            }
        });
        assertThat(good).hasValue(1);
    }

    @Test
    void withoutRedisTheJournalGoesOnAndNoTokenIsGood() {
        StateService one = replica("one");
        States.put(one, "before", States.begun("key"));
        redis.stop();
        States.put(one, "during", States.begun("key"));
        assertThat(States.read(one, "before")).contains(States.begun("key"));
        assertThat(States.read(one, "during")).contains(States.begun("key"));
        assertThatThrownBy(() -> one.usedTokens().use("token", States.KEEP))
                .isInstanceOf(StateUnavailableException.class);
        assertThat(one.condition().sharing()).isEqualTo(Sharing.LOST);
        assertThat(one.condition().redis()).isPresent();
        redis.start();
    }

    @Test
    void whatHappenedWithoutRedisIsThereForAllWhenItIsBackThoughItIsEmpty() {
        StateService one = replica("one");
        StateService two = replica("two");
        States.put(one, "before", States.answered("key", "{}"));
        assertThat(one.usedTokens().use("token", States.KEEP)).isTrue();
        redis.stop();
        States.put(one, "during", States.answered("key", "{}"));
        redis.start();
        awaitSharing(one, Sharing.ON);
        awaitSharing(two, Sharing.ON);
        Awaitility.await().until(() -> keys("journal") == 2);
        assertThat(States.read(two, "before")).contains(States.answered("key", "{}"));
        assertThat(States.read(two, "during")).contains(States.answered("key", "{}"));
        // Until an instance has written all it knows, every token is refused.
        Awaitility.await().ignoreExceptions().until(() -> !two.usedTokens().use("token", States.KEEP));
        assertThat(one.condition().redis()).isEmpty();
    }

    @Test
    void emptiedRedisIsFilledAgain() {
        StateService one = replica("one");
        States.put(one, "a", States.answered("key", "{}"));
        assertThat(one.usedTokens().use("token", States.KEEP)).isTrue();
        redis.command("flushall");
        Awaitility.await().until(() -> keys("journal") == 1 && keys("token") == 1);
    }

    @Test
    void emptiedRedisMakesNoTokenGoodAgain() {
        StateService one = replica("one");
        StateService two = replica("two");
        assertThat(one.usedTokens().use("token", States.KEEP)).isTrue();
        redis.command("flushall");
        Awaitility.await().ignoreExceptions().until(() -> two.usedTokens().use("other-" + Instant.now(), States.KEEP));
        Awaitility.await().until(() -> keys("token") >= 2);
        assertThat(two.usedTokens().use("token", States.KEEP)).isFalse();
    }

    @Test
    void answerWinsOverNoAnswerWhenReplicasMeetAgain() {
        StateService one = replica("one");
        StateService two = replica("two");
        States.put(one, "a", States.begun("key"));
        States.put(two, "a", States.begun("key"));
        redis.stop();
        States.put(one, "a", States.answered("key", "{}"));
        States.put(two, "a", States.begun("key"));
        redis.start();
        awaitSharing(one, Sharing.ON);
        awaitSharing(two, Sharing.ON);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(States.read(replica("three"), "a")).contains(States.answered("key", "{}")));
    }

    @Test
    void stateStartsWithoutRedisAndFindsItLater() {
        redis.stop();
        StateService one = states.sharedSomeTime(directory.resolve("one"), redis.port());
        States.put(one, "a", States.begun("key"));
        assertThat(one.condition().sharing()).isEqualTo(Sharing.LOST);
        redis.start();
        awaitSharing(one, Sharing.ON);
        Awaitility.await().until(() -> keys("journal") == 1);
    }

    @Test
    void hungRedisHoldsNobodyUpUntilItAnswersAgain() {
        StateService one = replica("one");
        States.put(one, "a", States.begun("key"));
        redis.hang(HANG);
        CompletableFuture<String> answered = CompletableFuture.supplyAsync(() -> redis.command("ping"));
        States.atOnce(20, number -> States.put(one, "id-" + number, States.begun("key")));
        assertThat(answered).as("Redis still hangs").isNotDone();
        assertThat(one.condition().sharing()).isEqualTo(Sharing.LOST);
        awaitSharing(one, Sharing.ON);
        Awaitility.await().until(() -> keys("journal") == 21);
    }

    @Test
    void stoppingLeavesNoThreadBehind() {
        redis.stop();
        StateService one = states.sharedSomeTime(directory.resolve("one"), redis.port());
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> one.condition().redis().isPresent());
        redis.start();
        awaitSharing(one, Sharing.ON);
        states.stop(one);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("redisson") || name.startsWith("state-")));
    }

    private StateService replica(String name) {
        return states.shared(directory.resolve(name), redis.port());
    }

    private static void awaitSharing(StateService state, Sharing sharing) {
        Awaitility.await().until(() -> state.condition().sharing() == sharing);
    }

    /** Number of keys of a kind in Redis. */
    private int keys(String kind) {
        return Integer.parseInt(
                redis.command("keys resend-full-mcp:{account}:" + kind + "/*").substring(1));
    }
}
