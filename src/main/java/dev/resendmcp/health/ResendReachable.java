package dev.resendmcp.health;

import com.codahale.metrics.health.annotation.Async;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.resendmcp.api.Domains;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.UpstreamState;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.error.ResendException;
import dev.resendmcp.threads.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Checks that Resend answers. A recent answer to any call is enough. Otherwise the check makes one small request, on a schedule
 * and never in response to a health query. A result is valid for 150 seconds, in which a probe ends even if all its attempts
 * hang.
 */
@Async(initialDelay = 1, period = 30, unit = TimeUnit.SECONDS, healthyTtl = 150_000)
public final class ResendReachable extends WatchedCheck {
    private static final Duration RECENT = Duration.ofSeconds(60);

    private final ResendClient client;
    private final Supplier<Domains> domains;
    private final Clock clock;

    public ResendReachable(ResendClient client, Clock clock, Supervisor threads) {
        super(threads);
        this.client = client;
        this.domains = Suppliers.memoize(() -> client.api(Domains.class));
        this.clock = clock;
    }

    @Override
    protected Result check() {
        if (!answeredRecently(client.state()) || !client.circuit().closed()) {
            probe();
        }
        UpstreamState state = client.state();
        boolean answers = answeredRecently(state) && client.circuit().position() != CircuitState.Position.OPEN;
        ResultBuilder result = answers
                ? Result.builder().healthy().withMessage("Resend answers")
                : Result.builder()
                        .unhealthy()
                        .withMessage("Resend does not answer: "
                                + state.lastFailure()
                                        .map(ResendReachable::inWords)
                                        .orElse("no call has been made"));
        result.withDetail("circuit", client.circuit().describe());
        result.withDetail("endpoints_held_back", client.heldBackEndpoints());
        state.limits().limit().ifPresent(limit -> result.withDetail("rate_limit", limit));
        state.limits().remaining().ifPresent(remaining -> result.withDetail("rate_limit_remaining", remaining));
        return result.build();
    }

    private static String inWords(UpstreamFailure failure) {
        return failure.error() + " (" + failure.endpoint() + ", " + failure.describe() + ")";
    }

    private boolean answeredRecently(UpstreamState state) {
        return state.lastAnswer()
                .filter(answer -> Duration.between(answer, clock.instant()).compareTo(RECENT) < 0)
                .isPresent();
    }

    private void probe() {
        Page one = new Page();
        one.limit = 1;
        try {
            domains.get().list(one);
        } catch (ResendException e) {
            // The client has recorded it. A refused key or a rate limit is an answer too.
        }
    }
}
