package dev.resendmcp.health;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.state.State;
import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateCondition.Trouble;

/** Whether what must be remembered is safe on disk and, where replicas share it, in Redis. */
public final class StateStore extends HealthCheck {
    private final State state;

    /** @param state that is looked at */
    public StateStore(State state) {
        this.state = state;
    }

    @Override
    protected Result check() {
        StateCondition condition = state.condition();
        if (condition.disk().isPresent()) {
            Trouble disk = condition.disk().get();
            return Result.unhealthy("STATE_DIR cannot be written since " + disk.since() + " (" + disk.reason()
                    + "): free or repair the disk");
        }
        if (condition.sharing() == Sharing.LOST) {
            String since = condition
                    .redis()
                    .map(redis -> " since " + redis.since() + " (" + redis.reason() + ")")
                    .orElse("");
            return Result.unhealthy("Redis cannot be used" + since
                    + ": this replica keeps its journal on its own disk and takes its part of the rate limit");
        }
        return Result.healthy(condition.journalEntries()
                + (condition.sharing() == Sharing.ON
                        ? " calls remembered, shared through Redis"
                        : " calls remembered"));
    }
}
