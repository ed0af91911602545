package dev.resendmcp.client;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.failure.FailureClassifier;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.retry.OutageBreaker;
import dev.resendmcp.client.retry.RetryRules;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.tracing.TraceSpan;
import java.time.Duration;
import java.util.Optional;

/** Makes calls: each attempt passes the circuit breaker and the rate limiter; the retry rules decide whether another follows. */
public final class RequestExecutor {
    private static final Duration PAUSE_OF_RATE_LIMIT = Duration.ofSeconds(1);

    private final Timeouts times;
    private final RateLimiter limiter;
    private final OutageBreaker breaker;
    private final RetryRules rules;
    private final FailureClassifier failures;
    private final UpstreamMonitor monitor;
    private final UpstreamSpans spans;

    RequestExecutor(
            Timeouts times,
            RateLimiter limiter,
            OutageBreaker breaker,
            RetryRules rules,
            FailureClassifier failures,
            UpstreamMonitor monitor,
            UpstreamSpans spans) {
        this.times = times;
        this.limiter = limiter;
        this.breaker = breaker;
        this.rules = rules;
        this.failures = failures;
        this.monitor = monitor;
        this.spans = spans;
    }

    /**
     * Time limits of a call.
     *
     * @param maxWait waits for the rate limiter, all attempts of a call together
     * @param request one exchange
     * @param call a whole call: waits, exchanges and the pauses between them
     */
    record Timeouts(Duration maxWait, Duration request, Duration call) {
        private static final int SHARE = 10;

        /** How long after the start of a call an attempt may start: with less time left it would only be cut off. */
        Duration lastBegin() {
            Duration exchange = request.compareTo(call) < 0 ? request : call;
            return call.minus(exchange.dividedBy(SHARE));
        }
    }

    /**
     * Makes a call whose context is bound to this thread; the work sends the request and reads the response, once for each attempt.
     */
    Object run(CallContext context, UpstreamRequest request, Exchange.Work work) {
        return new Call(context, request, work).run();
    }

    private final class Call {
        private final CallContext context;
        private final UpstreamRequest request;
        private final Exchange.Work work;
        private final long begin = System.nanoTime();
        private final long lastBegin = begin + times.lastBegin().toNanos();
        private final RetryRules.Attempts attempts = rules.begin();
        private final Outcome outcome;
        private int made;
        private boolean counted;
        private long waitedNanos;

        Call(CallContext context, UpstreamRequest request, Exchange.Work work) {
            this.context = context;
            this.request = request;
            this.work = work;
            this.outcome = new Outcome(request);
        }

        Object run() {
            while (true) {
                try {
                    return attempt();
                } catch (AttemptFailure failure) {
                    outcome.note(failure);
                    if (!attempts.another(failure, lastBegin)) {
                        ResendException error = outcome.after(failure);
                        monitor.gaveUp(request, failure, error, made);
                        throw error;
                    }
                    monitor.retried(failure);
                }
            }
        }

        private Object attempt() throws AttemptFailure {
            // Before the wait, so that the call fails at once in an outage; the breaker may still open during the wait.
            breaker.check(request.endpoint());
            try (RateLimiter.Permit permit = permit()) {
                return exchange(permit);
            }
        }

        private RateLimiter.Permit permit() throws AttemptFailure {
            long now = System.nanoTime();
            try {
                long deadline = now + Math.min(times.maxWait().toNanos() - waitedNanos, lastBegin - now);
                RateLimiter.Permit permit = spans.whileWaiting(() -> limiter.acquire(context, deadline));
                monitor.waited(since(now));
                return permit;
            } catch (ResendException e) {
                monitor.rejected();
                throw AttemptFailure.heldBack(e);
            } finally {
                waitedNanos += System.nanoTime() - now;
            }
        }

        // Everything that ends an exchange is classified, errors of the JVM too, so that the breaker counts it.
        @SuppressWarnings("IllegalCatch")
        private Object exchange(RateLimiter.Permit permit) throws AttemptFailure {
            OutageBreaker.Passage passage = enter(permit);
            made++;
            TraceSpan span = spans.attempt(request, made - 1);
            long sent = System.nanoTime();
            Exchange exchange = new Exchange(begin + times.call().toNanos(), limits -> answered(limits, permit));
            Object answer;
            try {
                answer = exchange.run(context, work);
            } catch (Throwable thrown) {
                AttemptFailure failure = failures.classify(thrown, request, exchange);
                UpstreamSpans.failed(span, failure);
                learn(failure, passage, permit);
                monitor.failed(request, failure, since(sent));
                throw failure;
            } finally {
                span.close();
            }
            passage.answered();
            rules.answered();
            monitor.succeeded(request, answer, since(sent));
            return answer;
        }

        private OutageBreaker.Passage enter(RateLimiter.Permit permit) throws AttemptFailure {
            try {
                return breaker.enter(request.endpoint());
            } catch (AttemptFailure heldBack) {
                permit.unused();
                throw heldBack;
            }
        }

        /** The head of the response is there. The permit goes back now: neither the body nor the memory for it holds it. */
        private void answered(AccountLimits limits, RateLimiter.Permit permit) {
            monitor.limits(limits);
            limits.limit()
                    .ifPresent(limit -> permit.learn(limit, limits.remaining().orElse(limit)));
            permit.close();
        }

        private void learn(AttemptFailure failure, OutageBreaker.Passage passage, RateLimiter.Permit permit) {
            Optional<UpstreamFailure> outage =
                    failure.report(request).filter(report -> failure.verdict().fails());
            if (failure.refused()) {
                passage.answered();
                rules.answered();
            } else if (outage.isPresent() && !counted) {
                counted = true;
                passage.failed(outage.get());
            } else {
                passage.forget();
            }
            if (!failure.tried()) {
                permit.unused();
            }
            if (failure.remedy() == Remedy.REPEAT) {
                limiter.pause(failure.error().retryAfter().orElse(PAUSE_OF_RATE_LIMIT));
            }
        }
    }

    /**
     * The error for the caller of a failed call. An attempt that was sent outweighs a later one that was held back here: the error
     * never claims that the call was not sent because its last attempt was not.
     */
    static final class Outcome {
        private final UpstreamRequest request;
        private AttemptFailure unsettled;
        private AttemptFailure lastSent;

        Outcome(UpstreamRequest request) {
            this.request = request;
        }

        void note(AttemptFailure failure) {
            lastSent = failure.sent() ? failure : lastSent;
            if (request.writes() && failure.mayHaveHappened()) {
                unsettled = failure;
            } else if (failure.status() == 400 || failure.status() == 422) {
                // What had been carried out before would have been answered as it was then, not with a fault in the
                // request.
                unsettled = null;
            }
        }

        ResendException after(AttemptFailure last) {
            Duration wait = last.error().retryAfter().orElse(null);
            if (unsettled == null) {
                return last.tried() || lastSent == null ? last.error() : notRepeated(lastSent.error(), last, wait);
            }
            if (last.refused()) {
                return unknown(last.error(), "An earlier attempt may have been carried out.", wait);
            }
            return unknown(unsettled.error(), "It may have carried out the request.", wait);
        }

        private static ResendException notRepeated(ResendException error, AttemptFailure heldBack, Duration wait) {
            String reason = " It was not tried again (" + heldBack.error().name() + ").";
            return error.withMessage(error.getMessage() + reason, wait);
        }

        private ResendException unknown(ResendException error, String doubt, Duration wait) {
            String advice = request.idempotencyKey()
                    .filter(key -> error.retryable())
                    .map(key -> " Repeat exactly the same call: it then takes effect once at most.")
                    .orElse("");
            return error.withUnknownOutcome(error.getMessage() + " " + doubt + advice, wait);
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
