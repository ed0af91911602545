package dev.resendmcp.health;

import dev.resendmcp.accounts.Accounts;
import dev.resendmcp.client.KeyProbe;
import dev.resendmcp.client.UpstreamState;
import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.threads.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that Resend answers, by the calls of callers and the checks of their keys. The service has no key to ask with, so without
 * calls there is nothing to say; after a failed one it asks without a key whether Resend answers again.
 */
public final class AccountsReachable extends WatchedCheck {
    private static final Duration RECENT = Duration.ofSeconds(60);

    private final Accounts accounts;
    private final KeyProbe probe;
    private final Clock clock;

    public AccountsReachable(Accounts accounts, KeyProbe probe, Clock clock, Supervisor threads) {
        super(threads);
        this.accounts = accounts;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    protected Result check() {
        Optional<UpstreamFailure> failure = outage(states());
        if (failure.isPresent()) {
            probe.knock();
            failure = outage(states());
        }
        if (failure.isPresent()) {
            return Result.unhealthy("Resend does not answer: " + failure.get().error() + " ("
                    + failure.get().endpoint() + ", " + failure.get().describe() + ")");
        }
        return Result.healthy(
                states().stream().anyMatch(this::answers)
                        ? "Resend answers"
                        : "Nothing was asked of Resend in the last minute: the service has no key of its own");
    }

    private List<UpstreamState> states() {
        List<UpstreamState> states = new ArrayList<>();
        states.add(probe.state());
        accounts.all().values().forEach(own -> states.add(own.client().state()));
        return states;
    }

    /** A failed call, unless Resend answers others. */
    private Optional<UpstreamFailure> outage(List<UpstreamState> states) {
        return states.stream().anyMatch(this::answers)
                ? Optional.empty()
                : states.stream().flatMap(state -> state.lastFailure().stream()).findFirst();
    }

    private boolean answers(UpstreamState state) {
        return state.lastFailure().isEmpty()
                && state.lastAnswer()
                        .filter(answer ->
                                Duration.between(answer, clock.instant()).compareTo(RECENT) < 0)
                        .isPresent();
    }
}
