package dev.resendmcp.client;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.http.ResendTransport;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether Resend accepts a key, with one small read. All probes of unknown keys pass one rate limiter, so that callers
 * who try keys cause few requests and take few connections. Safe for use by many threads.
 */
public final class KeyProbe {
    /** Probes of unknown keys in a second, and at a time. */
    static final int PER_SECOND = 10;

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration EXCHANGE = Duration.ofSeconds(5);
    private static final String ROUTE = "/domains";
    private static final int MOST_WAITING = 20;
    /** Of a request whose arguments are known to be right. */
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private static final Logger log = LoggerFactory.getLogger(KeyProbe.class);

    private final ClientParts parts;
    private final UpstreamMetrics metrics;
    private final RateLimiter limiter;
    private final AtomicReference<UpstreamState> state = new AtomicReference<>(UpstreamState.NOTHING_YET);

    KeyProbe(ClientParts parts, UpstreamMetrics metrics, RateLimiter limiter) {
        this.parts = parts;
        this.metrics = metrics;
        this.limiter = limiter;
    }

    /** What probes have shown of Resend. */
    public UpstreamState state() {
        return state.get();
    }

    /** The limiter of probes, on the timer of all limiters. */
    public RateLimiter limiter() {
        return limiter;
    }

    /** Asks about a key that is not in use yet. */
    public ApiKeyStatus ask(ApiKey key) {
        if (limiter.queueDepth() >= MOST_WAITING) {
            throw new ResendException(ErrorName.SERVER_BUSY, "Too many keys wait to be checked", WAIT);
        }
        return ask(key, limiter);
    }

    /**
     * Asks about a key.
     *
     * @param pace of the request
     * @return accepted, sending only, or refused
     * @throws ResendException if there was no turn in time, or Resend gave no answer about the key
     */
    public ApiKeyStatus ask(ApiKey key, RateLimiter pace) {
        return ask(parts.transport(() -> key), pace);
    }

    /** Asks without a key, which Resend refuses, to see whether it answers; {@link #state} tells. */
    public void knock() {
        try {
            ApiKeyStatus unused = ask(parts.anonymous(), limiter);
        } catch (ResendException e) {
            log.debug("Resend was asked without a key and gave no answer ({})", e.name());
        }
    }

    private ApiKeyStatus ask(ResendTransport transport, RateLimiter pace) {
        try (CallContext call = CallContext.ofService().bind();
                RateLimiter.Permit permit = pace.acquire(call, System.nanoTime() + WAIT.toNanos())) {
            return ask(transport, call, permit);
        }
    }

    // Everything that ends an exchange is classified, as for calls.
    @SuppressWarnings("IllegalCatch")
    private ApiKeyStatus ask(ResendTransport transport, CallContext call, RateLimiter.Permit permit) {
        Exchange exchange = new Exchange(System.nanoTime() + EXCHANGE.toNanos(), limits -> permit.close());
        long sent = System.nanoTime();
        try {
            Object unused = exchange.run(call, () -> transport.send(request()));
            requested(200, sent);
            answered();
            return ApiKeyStatus.ACCEPTED;
        } catch (Throwable thrown) {
            UpstreamRequest request = new UpstreamRequest(ROUTE, "GET", Optional.empty());
            AttemptFailure failure = parts.failures().classify(thrown, request, exchange);
            requested(failure.status(), sent);
            failure.report(request)
                    .ifPresentOrElse(report -> state.updateAndGet(known -> known.failed(report)), this::answered);
            return verdict(failure).orElseThrow(failure::error);
        }
    }

    private HttpGet request() {
        return new HttpGet(parts.address().toString().replaceFirst("/+$", "") + ROUTE + "?limit=1");
    }

    private void requested(int status, long sent) {
        metrics.requested(ROUTE, "GET", status, Duration.ofNanos(System.nanoTime() - sent));
    }

    private void answered() {
        state.updateAndGet(known -> known.succeeded(parts.clock().instant()));
    }

    private static Optional<ApiKeyStatus> verdict(AttemptFailure failure) {
        String name = failure.error().name();
        ApiKeyStatus status = ApiKeyStatus.UNKNOWN.after(failure.status(), name);
        if (status != ApiKeyStatus.UNKNOWN) {
            return Optional.of(status);
        }
        // Resend has named other errors too. An answer without such a name comes from something in between.
        boolean refused = REFUSALS.contains(failure.status())
                && ResendErrorName.find(name).isPresent();
        return refused ? Optional.of(ApiKeyStatus.REFUSED) : Optional.empty();
    }
}
