package dev.resendmcp.state.redis;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Runs scripts in Redis, each of them in one step. No method blocks for longer than the timeout.
 *
 * @param client connected once, though not for certain now
 * @param timeout longest wait for an answer
 * @param prefix what the names of all our keys begin with
 * @param onFailure is told why a script did not run
 */
record RedisScripts(RedissonClient client, Duration timeout, String prefix, Consumer<Throwable> onFailure) {

    /** Runs a script that gives a number; throws {@link StateUnavailableException} when no answer comes in time. */
    long number(String script, List<String> keys, Object... values) {
        Long number = await(begin(script, ReturnType.LONG, keys, values));
        return number == null ? 0 : number;
    }

    /** Runs a script that gives text or null; throws {@link StateUnavailableException} when no answer comes in time. */
    String text(String script, List<String> keys, Object... values) {
        return await(textLater(script, keys, values));
    }

    /** Begins to run a script that gives text or null. */
    Future<String> textLater(String script, List<String> keys, Object... values) {
        return begin(script, ReturnType.STRING, keys, values);
    }

    /** Begins to run a script; nobody waits for it. */
    void later(String script, List<String> keys, Object... values) {
        Future<Long> unused = this.<Long>begin(script, ReturnType.LONG, keys, values)
                .whenComplete((number, failure) -> {
                    if (failure != null) {
                        onFailure.accept(failure);
                    }
                });
    }

    /** What a script gave that was begun before; throws {@link StateUnavailableException} when no answer comes in time. */
    <R> R await(Future<R> answer) {
        try {
            return Uninterruptibles.getUninterruptibly(answer, timeout);
        } catch (ExecutionException | TimeoutException e) {
            onFailure.accept(e);
            throw new StateUnavailableException(e);
        }
    }

    private <R> CompletableFuture<R> begin(String script, ReturnType type, List<String> keys, Object... values) {
        List<Object> names = keys.stream().<Object>map(prefix::concat).toList();
        try {
            return client.getScript(StringCodec.INSTANCE)
                    .<R>evalAsync(RScript.Mode.READ_WRITE, script, type, names, values)
                    .toCompletableFuture();
        } catch (RuntimeException e) {
            // Redisson throws from here when it is being shut down.
            return CompletableFuture.failedFuture(e);
        }
    }
}
