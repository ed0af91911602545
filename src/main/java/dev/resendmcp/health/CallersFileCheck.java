package dev.resendmcp.health;

import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.threads.Supervisor;

/** Checks that the file of callers is in effect as it is now. Healthy without such a file. */
public final class CallersFileCheck extends WatchedCheck {
    private final CallerDirectory callers;

    public CallersFileCheck(CallerDirectory callers, Supervisor threads) {
        super(threads);
        this.callers = callers;
    }

    @Override
    protected Result check() {
        return callers.fault()
                .map(fault -> Result.unhealthy("The previous callers stay in effect: " + fault.replace("%", "%%")))
                .orElseGet(Result::healthy);
    }
}
