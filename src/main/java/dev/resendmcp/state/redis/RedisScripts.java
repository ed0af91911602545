package dev.resendmcp.state.redis;

import com.google.common.io.Resources;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.tracing.SpanAttributes;
import dev.resendmcp.tracing.TraceSpan;
import dev.resendmcp.tracing.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Runs scripts in Redis. No method blocks for longer than the timeout.
 *
 * @param client the client; may have lost its connection
 * @param timeout longest wait for a reply
 * @param prefix prefix of all our keys
 * @param commands is told how commands end
 * @param tracing makes a span for each command of a call
 * @param onFailure called with the reason if a script fails
 */
record RedisScripts(
        RedissonClient client,
        Duration timeout,
        String prefix,
        CommandObserver commands,
        Tracing tracing,
        Consumer<Throwable> onFailure) {

    /** The scripts under {@code lua/}, each in a file named after its constant. Redis runs a script as one step. */
    enum Script {
        READ_ENTRY,
        REPLACE_ENTRY,
        USE_TOKEN,
        SET_MARKER,
        EXTEND_MARKER,
        TAKE_PERMIT,
        EXPIRE_PERMIT,
        RESIZE_POOL,
        HEARTBEAT;

        private final String text;

        Script() {
            String file = "lua/" + name().toLowerCase(Locale.ROOT) + ".lua";
            try {
                // Without comments: the text is sent with each call.
                text = Resources.readLines(Resources.getResource(file), StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("--"))
                        .collect(Collectors.joining("\n"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Runs a script that returns a number; throws {@link StateUnavailableException} if no reply comes in time. */
    long number(Script script, List<String> keys, Object... values) {
        Long number = await(start(script, ReturnType.LONG, keys, values));
        return number == null ? 0 : number;
    }

    /** Runs a script that returns text or null; throws {@link StateUnavailableException} if no reply comes in time. */
    String text(Script script, List<String> keys, Object... values) {
        return await(textLater(script, keys, values));
    }

    /** Starts a script that returns text or null. */
    Future<String> textLater(Script script, List<String> keys, Object... values) {
        return start(script, ReturnType.STRING, keys, values);
    }

    /** Starts a script without waiting for it. */
    void later(Script script, List<String> keys, Object... values) {
        Future<Long> unused = this.<Long>start(script, ReturnType.LONG, keys, values)
                .whenComplete((number, failure) -> {
                    if (failure != null) {
                        onFailure.accept(failure);
                    }
                });
    }

    /** The result of a started script; throws {@link StateUnavailableException} if no reply comes in time. */
    <R> R await(Future<R> answer) {
        try {
            return Uninterruptibles.getUninterruptibly(answer, timeout);
        } catch (ExecutionException | TimeoutException e) {
            onFailure.accept(e);
            throw new StateUnavailableException(e);
        }
    }

    private <R> CompletableFuture<R> start(Script script, ReturnType type, List<String> keys, Object... values) {
        List<Object> names = keys.stream().<Object>map(prefix::concat).toList();
        long begin = System.nanoTime();
        TraceSpan span = span(script);
        try {
            return client.getScript(StringCodec.INSTANCE)
                    .<R>evalAsync(RScript.Mode.READ_WRITE, script.text, type, names, values)
                    .toCompletableFuture()
                    .whenComplete((result, failure) -> ended(begin, span, failure));
        } catch (RuntimeException e) {
            // Redisson throws here while it shuts down.
            ended(begin, span, e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private TraceSpan span(Script script) {
        return tracing.requestElsewhere("EVAL " + script.name().toLowerCase(Locale.ROOT))
                .set(SpanAttributes.DATABASE, "redis")
                .set(SpanAttributes.DATABASE_OPERATION, "EVAL")
                .set(SpanAttributes.DATABASE_PROCEDURE, script.name().toLowerCase(Locale.ROOT));
    }

    private void ended(long begin, TraceSpan span, Throwable failure) {
        try (span) {
            ended(begin, failure);
            if (failure != null) {
                span.fail(failure.getClass().getName());
            }
        }
    }

    private void ended(long begin, Throwable failure) {
        if (failure == null) {
            commands.answered(Duration.ofNanos(System.nanoTime() - begin));
        } else {
            commands.failed();
        }
    }
}
