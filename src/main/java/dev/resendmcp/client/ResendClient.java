package dev.resendmcp.client;

import dev.resendmcp.api.ResendException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import jakarta.ws.rs.client.WebTarget;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.jersey.client.proxy.WebResourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Resend: turns annotated interfaces into calls. Every attempt of every call passes the rate limiter; every
 * failure comes out as a {@link ResendException}.
 */
public final class ResendClient {
    private static final Logger log = LoggerFactory.getLogger(ResendClient.class);
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final WebTarget target;
    private final RateLimiter limiter;
    private final Duration maxWait;
    private final Failures failures;
    private final UpstreamListener listener;
    private final Clock clock;
    private final Retry retry;
    private final AtomicReference<UpstreamState> state = new AtomicReference<>(UpstreamState.NOTHING_YET);

    ResendClient(
            WebTarget target,
            RateLimiter limiter,
            Duration maxWait,
            Failures failures,
            UpstreamListener listener,
            Clock clock) {
        this.target = target;
        this.limiter = limiter;
        this.maxWait = maxWait;
        this.failures = failures;
        this.listener = listener;
        this.clock = clock;
        this.retry = Retry.of("resend", retryConfig());
    }

    private static RetryConfig retryConfig() {
        IntervalFunction pauses = IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE);
        return RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .retryOnException(
                        e -> e instanceof AttemptFailure failure && failure.remedy() != AttemptFailure.Remedy.NONE)
                // After a 429 the rate limiter itself holds everyone back.
                .intervalBiFunction((attempt, outcome) -> outcome.getLeft() instanceof AttemptFailure failure
                                && failure.remedy() == AttemptFailure.Remedy.REPEAT
                        ? 0L
                        : pauses.apply(attempt))
                .build();
    }

    /** Turns an annotated interface into calls to Resend. */
    public <T> T api(Class<T> type) {
        T jersey = WebResourceFactory.newResource(type, target);
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return method.getDeclaringClass() == Object.class
                    ? method.invoke(jersey, arguments)
                    : call(jersey, method, arguments == null ? new Object[0] : arguments.clone());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What recent calls have shown of Resend. */
    public UpstreamState state() {
        return state.get();
    }

    private Object call(Object jersey, Method method, Object[] arguments) throws Exception {
        QueryEscape.apply(method, arguments);
        Attempt.idempotencyKeyIndex(method)
                .filter(index -> arguments[index] == null)
                .ifPresent(index -> arguments[index] = UUID.randomUUID().toString());
        Attempt attempt = Attempt.of(method, arguments);
        long deadline = System.nanoTime() + maxWait.toNanos();
        try {
            return retry.executeCallable(() -> attempt(attempt, jersey, method, arguments, deadline));
        } catch (AttemptFailure failure) {
            throw failure.error();
        }
    }

    private Object attempt(Attempt attempt, Object jersey, Method method, Object[] arguments, long deadline)
            throws AttemptFailure {
        try (RateLimiter.Permit permit = permit(deadline)) {
            long begin = System.nanoTime();
            try {
                Object answer = method.invoke(jersey, arguments);
                listener.requested(attempt.route(), attempt.method(), 200, since(begin));
                state.updateAndGet(known -> known.succeeded(clock.instant()));
                return answer;
            } catch (InvocationTargetException e) {
                AttemptFailure failure = failures.classify(e.getCause(), attempt);
                listener.requested(attempt.route(), attempt.method(), failure.status(), since(begin));
                learn(failure, attempt);
                throw failure;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private RateLimiter.Permit permit(long deadline) throws AttemptFailure {
        long begin = System.nanoTime();
        try {
            RateLimiter.Permit permit = limiter.acquire(deadline);
            listener.waited(since(begin));
            return permit;
        } catch (ResendException e) {
            listener.rejected();
            throw new AttemptFailure(e, AttemptFailure.Remedy.NONE, 0, e);
        }
    }

    private void learn(AttemptFailure failure, Attempt attempt) {
        ResendException error = failure.error();
        boolean fromResend = failure.status() > 0 && failure.status() < 500;
        state.updateAndGet(known -> fromResend
                ? known.answered(clock.instant(), failure.status(), error.name())
                : known.failed(error.name()));
        if (failure.remedy() == AttemptFailure.Remedy.REPEAT) {
            limiter.pause(error.retryAfter().orElse(Duration.ofSeconds(1)));
        }
        log.atWarn()
                .addKeyValue("route", attempt.route())
                .addKeyValue("method", attempt.method())
                .addKeyValue("upstream_status", failure.status())
                .addKeyValue("error", error.name())
                .addKeyValue(
                        "cause",
                        failure.getCause() == null
                                ? ""
                                : failure.getCause().getClass().getSimpleName())
                .log("Resend did not carry out a request");
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
