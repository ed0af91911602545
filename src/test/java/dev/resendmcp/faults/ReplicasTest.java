package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Three replicas of the service share one account through Redis. */
@Tag("faults")
@Tag("slow")
class ReplicasTest {
    private static final int REPLICAS = 3;
    private static final int LIMIT = Report.size(20, 10);
    private static final double LEAST_USE = 0.9;
    private static final Duration LONGEST_PHASE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static int redisPort;
    private static RedisServer redis;
    private static ResendSimulator resend;
    private static List<ServiceProcess> services;

    @BeforeAll
    static void start() throws IOException {
        redisPort = LoopbackServer.closedPort();
        redis = startRedis();
        resend = new ResendSimulator(LIMIT).start();
        Map<String, String> settings = LoadGenerator.settings(Map.of(
                "RATE_LIMIT",
                Integer.toString(LIMIT),
                "REDIS_URL",
                "redis://127.0.0.1:" + redisPort,
                "state.type",
                "redis",
                "state.replicas",
                Integer.toString(REPLICAS)));
        services = IntStream.range(0, REPLICAS)
                .mapToObj(i -> ServiceProcess.launch(resend.baseUri(), directory.resolve("replica-" + i), settings))
                .toList();
        services.forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    static void stop() throws IOException {
        services.forEach(ServiceProcess::close);
        resend.close();
        redis.stop();
    }

    @Test
    void identicalConcurrentCallsAreOneMail() {
        int calls = 100;
        List<Sent> sent =
                Callers.join(Callers.sendAll(clients().subList(0, 2), Collections.nCopies(calls, "the same for all")));
        Set<String> ids = sent.stream().map(one -> Mails.id(one.answer())).collect(Collectors.toSet());
        Set<String> mails = Mails.accepted(resend).get("the same for all");
        Report.print(
                "identical calls: %d on two replicas, %d mails, %d ids answered, errors %s",
                calls, mails.size(), ids.size(), Callers.errors(sent));
        assertThat(Callers.errors(sent)).isEmpty();
        assertThat(mails).hasSize(1);
        assertThat(ids).isEqualTo(mails);
    }

    @Test
    void crowdAtAllReplicasUsesTheWholeLimitAndNoMore() {
        new LoadGenerator(resend, LIMIT, clients()).passes("three replicas", Report.size(100, 1000));
    }

    @Test
    void limitHoldsWhileRedisDiesAndComesBack() throws IOException {
        LoadGenerator crowd = new LoadGenerator(resend, LIMIT, clients());
        int window = Report.size(2, 20);
        try (Stream stream = new Stream(clients(), 2 * LIMIT)) {
            double before = useOnceAbove(crowd, window, LEAST_USE);
            redis.stop();
            double without = useOnceAbove(crowd, window, 0.5);
            redis = startRedis();
            long back = System.nanoTime();
            double after = useOnceAbove(crowd, window, LEAST_USE);
            double recovered = Report.seconds(back, System.nanoTime());
            List<Sent> sent = stream.end();
            Report.print(
                    "Redis dies and comes back: %.2f of the limit used before, %.2f without, %.2f after, reached in %.1f s;"
                            + " limit %d, busiest second %d, %d answers 429; %d sends, errors %s",
                    before,
                    without,
                    after,
                    recovered,
                    LIMIT,
                    resend.busiestSecond(),
                    crowd.refused(),
                    sent.size(),
                    Callers.errors(sent));
            assertThat(Callers.errors(sent)).isEmpty();
        }
        crowd.neverAboveTheLimit();
    }

    /** Waits until a time this long shows this use of the limit, and returns the use. */
    private static double useOnceAbove(LoadGenerator crowd, int seconds, double use) {
        long begin = System.nanoTime();
        return await().atMost(LONGEST_PHASE)
                .pollDelay(Duration.ofSeconds(seconds))
                .until(
                        () -> {
                            long from = System.nanoTime() - TimeUnit.SECONDS.toNanos(seconds);
                            return crowd.since(Math.max(begin, from)).size() / (double) (LIMIT * seconds);
                        },
                        found -> found >= use);
    }

    private static RedisServer startRedis() throws IOException {
        // Without a file: what it knew is gone when it comes back.
        RedisServer server = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return server;
    }

    private static List<McpCalls> clients() {
        return services.stream().map(ServiceProcess::mcp).toList();
    }

    /** Callers who send one mail after another until they are told to end. */
    private static final class Stream implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger number = new AtomicInteger();
        private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
        private final List<CompletableFuture<Void>> callers;

        Stream(List<McpCalls> clients, int count) {
            callers = IntStream.range(0, count)
                    .mapToObj(i -> next(clients.get(i % clients.size())))
                    .toList();
        }

        private CompletableFuture<Void> next(McpCalls client) {
            return Callers.send(client, "stream " + number.incrementAndGet()).thenComposeAsync(one -> {
                sent.add(one);
                return ended.get() ? CompletableFuture.completedFuture(null) : next(client);
            });
        }

        List<Sent> end() {
            close();
            return List.copyOf(sent);
        }

        @Override
        public void close() {
            ended.set(true);
            callers.forEach(CompletableFuture::join);
        }
    }
}
