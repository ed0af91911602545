package dev.resendmcp.mcp.limits;

import dev.resendmcp.call.Caller;
import java.util.HashMap;
import java.util.Map;

/** A budget that callers share. None takes more than its share, so that none takes the service from the others. */
public final class CallerShares {
    private final long total;
    private final long share;
    private final Map<Caller, Long> takenBy = new HashMap<>();
    private long taken;
    /** An amount above a share, if one is granted. */
    private long larger;

    /** What became of a request for more. */
    public enum Grant {
        GRANTED,
        /** The caller has its share; there may be room for others. */
        CALLER_FULL,
        /** Nobody gets any more now. */
        ALL_FULL
    }

    /**
     * @param total what all callers may take together
     * @param share what one of them may take
     */
    public CallerShares(long total, long share) {
        this.total = total;
        this.share = share;
    }

    /** A budget of which one caller may take half, rounded up. */
    public static CallerShares halves(long total) {
        return new CallerShares(total, (total + 1) / 2);
    }

    /** Takes an amount, or nothing. What is granted must be given back. */
    public synchronized Grant take(Caller caller, long amount) {
        long own = takenBy.getOrDefault(caller, 0L) + amount;
        if (own > share) {
            return Grant.CALLER_FULL;
        }
        if (taken + amount > total) {
            return Grant.ALL_FULL;
        }
        if (amount > 0) {
            takenBy.put(caller, own);
            taken += amount;
        }
        return Grant.GRANTED;
    }

    /** The same, but one amount at a time may be larger than a share. It is granted on top of the budget. */
    public synchronized Grant takeWithOneLarger(Caller caller, long amount) {
        if (amount <= share || takenBy.containsKey(caller)) {
            return take(caller, amount);
        }
        if (larger > 0) {
            return Grant.ALL_FULL;
        }
        takenBy.put(caller, amount);
        larger = amount;
        return Grant.GRANTED;
    }

    /** Gives back what was granted before. */
    public synchronized void give(Caller caller, long amount) {
        takenBy.computeIfPresent(caller, (same, own) -> own == amount ? null : own - amount);
        if (amount > share) {
            larger = 0;
        } else {
            taken -= amount;
        }
    }

    /** What all callers have now. */
    public synchronized long taken() {
        return taken + larger;
    }
}
