package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of several same calls goes, the others wait for it, though not for ever. */
class InFlightCallsTest {
    private static final ToolResult SENT = ToolResult.of(McpCalls.json("{'id': '1'}"));
    private static final ToolResult REFUSED =
            ToolResult.failed(new ToolError("validation_error", "m", 422, false, null));
    private static final ToolResult CANCELLED = ToolResult.failed(new ToolError("cancelled", "m", 499, true, null));

    private final InFlightCalls calls = new InFlightCalls(Duration.ofMinutes(1));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger gone = new AtomicInteger();

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    @Test
    void othersGetTheAnswerOfTheOneThatGoes() {
        CompletableFuture<Answer> first = start(SENT);
        List<CompletableFuture<Answer>> others = waiting(20);
        release.countDown();
        assertThat(first.join()).isEqualTo(new Answer(SENT, true));
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo(new Answer(SENT, false)));
        assertThat(gone).hasValue(1);
    }

    @Test
    void refusalIsForAll() {
        var unused = start(REFUSED);
        List<CompletableFuture<Answer>> others = waiting(5);
        release.countDown();
        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo(new Answer(REFUSED, false)));
    }

    @Test
    void anotherGoesWhenTheFirstWasNotSent() {
        CompletableFuture<Answer> first = start(CANCELLED);
        List<CompletableFuture<Answer>> others = waiting(5);
        release.countDown();
        assertThat(first.join().result()).isEqualTo(CANCELLED);
        assertThat(others).allSatisfy(other -> assertThat(other.join().result()).isEqualTo(SENT));
        assertThat(others).filteredOn(other -> other.join().own()).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void waitEndsWhenItsTimeIsOver() {
        InFlightCalls impatient = new InFlightCalls(Duration.ofMillis(50));
        threads.execute(() -> join(impatient, "same", () -> go(SENT)));
        Awaitility.await().until(() -> gone.get() == 1);
        ToolResult result = join(impatient, "same", () -> SENT).result();
        assertThat(result.error().orElseThrow().name()).isEqualTo("upstream_timeout");
        assertThat(result.error().orElseThrow().retryable()).isTrue();
        assertThat(result.error().orElseThrow().outcomeUnknown()).isTrue();
    }

    @Test
    void waitEndsWhenItsThreadIsInterrupted() {
        var unused = start(SENT);
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(
                () -> {
                    waiter.set(Thread.currentThread());
                    Answer answer = join(calls, "same", () -> SENT);
                    assertThat(Thread.interrupted()).isTrue();
                    return answer;
                },
                threads);
        Awaitility.await().until(() -> waiter.get() != null && waiter.get().getState() == Thread.State.TIMED_WAITING);
        waiter.get().interrupt();
        assertThat(other.join().result().error().orElseThrow().name()).isEqualTo("server_stopping");
    }

    @Test
    void otherCallsDoNotWait() {
        var unused = start(SENT);
        assertThat(join(calls, "other", () -> SENT)).isEqualTo(new Answer(SENT, true));
    }

    private record Answer(ToolResult result, boolean own) {}

    /** Waits for an identical call, or makes this one. */
    private static Answer join(InFlightCalls calls, String key, Supplier<ToolResult> call) {
        Optional<ToolResult> other = calls.join(key);
        if (other.isPresent()) {
            return new Answer(other.get(), false);
        }
        ToolResult result = ToolResult.failed(ToolError.internal());
        try {
            result = call.get();
            return new Answer(result, true);
        } finally {
            calls.end(key, result);
        }
    }

    private CompletableFuture<Answer> start(ToolResult result) {
        CompletableFuture<Answer> first =
                CompletableFuture.supplyAsync(() -> join(calls, "same", () -> go(result)), threads);
        Awaitility.await().until(() -> gone.get() == 1);
        return first;
    }

    private ToolResult go(ToolResult result) {
        gone.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private List<CompletableFuture<Answer>> waiting(int count) {
        Queue<Thread> waiters = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            waiters.add(Thread.currentThread());
                            return join(calls, "same", () -> SENT);
                        },
                        threads))
                .toList();
        Awaitility.await()
                .until(() -> waiters.size() == count
                        && waiters.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        return waiting;
    }
}
