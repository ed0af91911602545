package dev.resendmcp.health;

import dev.resendmcp.state.StateCondition;
import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.store.Trouble;
import dev.resendmcp.threads.Supervisor;

/** Checks that a value can be written to disk and read back and, if replicas share their state, that Redis answers. */
public final class StateStore extends WatchedCheck {
    private final StateService state;

    public StateStore(StateService state, Supervisor threads) {
        super(threads);
        this.state = state;
    }

    @Override
    protected Result check() {
        StateCondition condition = state.tryOut();
        if (condition.disk().isPresent()) {
            Trouble disk = condition.disk().get();
            return Result.unhealthy("STATE_DIR has been unusable since " + disk.since() + " (" + disk.reason()
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
