package dev.resendmcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.client.failure.AttemptFailure;
import dev.resendmcp.client.failure.FailureKind;
import dev.resendmcp.client.failure.RootCause;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.logging.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Keeps what calls show of Resend, counts them and logs them. */
final class UpstreamMonitor {
    private static final Logger log = LoggerFactory.getLogger(UpstreamMonitor.class);

    /** Where Resend tells the quotas of the account. */
    private static final String USAGE = "/usage";

    /** Statuses that say something about the request alone, not about key, account or limits. */
    private static final Set<Integer> BAD_REQUESTS = Set.of(400, 404, 405, 409, 413, 422);

    private final Sampler<Ended> sampler = new Sampler<>();
    private final UpstreamMetrics metrics;
    private final Clock clock;
    private final AtomicReference<UpstreamState> state;
    private final Runnable keyRefused;

    /** What makes calls that failed alike. */
    private record Ended(String route, String method, String error, String kind) {}

    /** Monitors the calls under the key of the service. */
    UpstreamMonitor(UpstreamMetrics metrics, Clock clock) {
        this(metrics, clock, ApiKeyStatus.UNKNOWN, () -> log.error(ApiKeyStatus.REFUSED_ADVICE));
    }

    /**
     * @param key what is known of the key beforehand
     * @param keyRefused runs when Resend refuses the key
     */
    UpstreamMonitor(UpstreamMetrics metrics, Clock clock, ApiKeyStatus key, Runnable keyRefused) {
        this.metrics = metrics;
        this.clock = clock;
        this.state = new AtomicReference<>(UpstreamState.NOTHING_YET.withKey(key));
        this.keyRefused = keyRefused;
    }

    UpstreamState state() {
        return state.get();
    }

    void limits(AccountLimits limits) {
        state.updateAndGet(known -> known.with(limits));
    }

    /** Calls go out under another key, of which they have shown nothing yet. */
    void keyReplaced() {
        state.updateAndGet(known -> known.withKey(ApiKeyStatus.UNKNOWN));
    }

    void waited(Duration wait) {
        metrics.waited(wait);
    }

    void rejected() {
        metrics.rejected();
    }

    void succeeded(UpstreamRequest request, Object answer, Duration took) {
        metrics.requested(request.route(), request.method(), 200, took);
        if (request.route().equals(USAGE) && answer instanceof JsonNode usage) {
            limits(AccountLimits.ofUsage(usage));
        }
        state.updateAndGet(known -> known.succeeded(clock.instant()));
    }

    void failed(UpstreamRequest request, AttemptFailure failure, Duration took) {
        String name = failure.error().name();
        Optional<UpstreamFailure> report = failure.report(request);
        metrics.requested(request.route(), request.method(), failure.status(), took);
        report.ifPresent(known -> metrics.failed(known.kind()));
        if (failure.refused()) {
            answered(failure.status(), name);
        } else {
            report.ifPresent(news -> state.updateAndGet(known -> known.failed(news)));
        }
        line(Level.DEBUG, request, failure, name).log("Attempt failed");
    }

    private void answered(int status, String name) {
        ApiKeyStatus before = state.getAndUpdate(known -> known.answered(clock.instant(), status, name))
                .key();
        // Once, until it was accepted in between; each call has its own line as well.
        if (before != ApiKeyStatus.REFUSED && before.after(status, name) == ApiKeyStatus.REFUSED) {
            keyRefused.run();
        }
    }

    private static LoggingEventBuilder line(
            Level level, UpstreamRequest request, AttemptFailure failure, String error) {
        boolean caused = failure.getCause() != null && failure.tried();
        return log.atLevel(level)
                .addKeyValue("route", request.route())
                .addKeyValue("method", request.method())
                .addKeyValue("upstream_status", failure.status())
                .addKeyValue("error", error)
                .addKeyValue("kind", kind(failure))
                .addKeyValue("cause", caused ? RootCause.of(failure.getCause()).describe() : "");
    }

    private static String kind(AttemptFailure failure) {
        FailureKind kind = failure.verdict().kind();
        return kind == null ? "" : kind.label();
    }

    void retried(AttemptFailure failure) {
        metrics.retried(failure.error().name());
    }

    /** A call has ended without success, after this many requests. The error is what its caller gets. */
    void gaveUp(UpstreamRequest request, AttemptFailure last, ResendException error, int attempts) {
        boolean own = last.verdict().kind() == FailureKind.INTERNAL;
        // In an outage every call fails in the same way. Calls that may have taken effect are always logged.
        OptionalLong suppressed = own || error.outcomeUnknown()
                ? OptionalLong.of(0)
                : sampler.admit(new Ended(request.route(), request.method(), error.name(), kind(last)));
        if (suppressed.isEmpty()) {
            return;
        }
        Level level = own ? Level.ERROR : callersOwn(last) ? Level.INFO : Level.WARN;
        line(level, request, last, error.name())
                .setCause(own ? last.getCause() : null)
                .addKeyValue("attempts", attempts)
                .addKeyValue("outcome", error.outcomeUnknown() ? "unknown" : "not carried out")
                .addKeyValue("suppressed", suppressed.getAsLong())
                .log(attempts == 0 ? "A call to Resend was not made" : "A call to Resend failed");
    }

    /** Whether the caller caused it, so that operators need no warning. */
    private static boolean callersOwn(AttemptFailure last) {
        String name = last.error().name();
        // With 403 and this name Resend refuses what the arguments ask for, such as a domain that exists already.
        boolean refusedArguments = last.status() == 403 && ResendErrorName.VALIDATION_ERROR.is(name);
        return name.equals(ErrorName.CANCELLED.wireName()) || refusedArguments || BAD_REQUESTS.contains(last.status());
    }
}
