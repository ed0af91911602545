package dev.resendmcp.access.budget;

import dev.resendmcp.state.store.Records;
import dev.resendmcp.state.store.StateUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;

/** What each caller, and all together, have used of their budgets: in records, so that it outlives the process. */
final class BudgetAccount {
    /** Longer than the longest window and a slice of it. */
    private static final Duration KEPT = Duration.ofHours(25);

    private static final String KIND = "budget";
    private static final int MOST_REMEMBERED = 100;
    private static final int INSTANCE_LETTERS = 8;

    private final Records records;
    /** Tells what this process counted from what others did. */
    private final String instance = UUID.randomUUID().toString().substring(0, INSTANCE_LETTERS);

    private final LongUnaryOperator share;
    private final Clock clock;
    private final Map<String, Usage> latest = new ConcurrentHashMap<>();

    /**
     * An account.
     *
     * @param share the part of a limit that this instance may use now
     */
    BudgetAccount(Records records, LongUnaryOperator share, Clock clock) {
        this.records = records;
        this.share = share;
        this.clock = clock;
    }

    /**
     * A window that has no room.
     *
     * @param limit the budget
     * @param used of it
     * @param fitsIn milliseconds until the amount fits; empty if it never does
     */
    record Full(BudgetWindow window, long limit, long used, OptionalLong fitsIn) {}

    /** The window without room for these amounts; nothing is taken. */
    Optional<Full> full(String owner, BudgetSettings limits, Amounts amounts) {
        long now = clock.millis();
        return full(usage(records.read(id(owner))), limits, amounts, now);
    }

    /**
     * Takes amounts from all windows of an owner, or from none. When this returns, they survive a crash.
     *
     * @return the window that has no room; empty if they were taken
     * @throws dev.resendmcp.state.store.StateUnavailableException if it could not be recorded
     */
    Optional<Full> take(String owner, BudgetSettings limits, Amounts amounts, long now) {
        AtomicReference<Optional<Full>> full = new AtomicReference<>(Optional.empty());
        change(owner, usage -> {
            full.set(full(usage, limits, amounts, now));
            return full.get().isPresent() ? usage : plus(usage, limits, amounts, now, 1, now);
        });
        return full.get();
    }

    /** Gives back what was taken at a time. */
    void giveBack(String owner, BudgetSettings limits, Amounts amounts, long taken) {
        change(owner, usage -> plus(usage, limits, amounts, taken, -1, clock.millis()));
    }

    private interface Change {
        Usage apply(Usage usage);
    }

    private void change(String owner, Change change) {
        String text =
                records.change(id(owner), known -> change.apply(usage(known)).text(), KEPT);
        if (latest.containsKey(owner) || latest.size() < MOST_REMEMBERED) {
            latest.put(owner, Usage.of(text));
        }
    }

    private Optional<Full> full(Usage usage, BudgetSettings limits, Amounts amounts, long now) {
        for (BudgetWindow window : BudgetWindow.values()) {
            long amount = amounts.of(window);
            OptionalLong limit = window.limit(limits);
            long used = usage.used(window, now);
            if (limit.isPresent() && amount > 0 && used + amount > share.applyAsLong(limit.getAsLong())) {
                long most = share.applyAsLong(limit.getAsLong());
                OptionalLong fitsIn =
                        amount > most ? OptionalLong.empty() : OptionalLong.of(usage.fitsIn(window, most, amount, now));
                return Optional.of(new Full(window, limit.getAsLong(), used, fitsIn));
            }
        }
        return Optional.empty();
    }

    private Usage plus(Usage usage, BudgetSettings limits, Amounts amounts, long at, int sign, long now) {
        Usage sum = usage;
        for (BudgetWindow window : BudgetWindow.values()) {
            if (window.limit(limits).isPresent() && amounts.of(window) > 0) {
                sum = sum.plus(window, window.slice(at), sign * amounts.of(window), instance, now);
            }
        }
        return sum;
    }

    /** How much is used, as of the last call of an owner; empty before the first. */
    OptionalLong used(String owner, BudgetWindow window) {
        Usage usage = latest.get(owner);
        return usage == null ? OptionalLong.empty() : OptionalLong.of(usage.used(window, clock.millis()));
    }

    /** How much of each budget of an owner is used now, or was after its last call if nobody knows. */
    List<BudgetStanding> standings(String owner, BudgetSettings limits) {
        if (limits.equals(BudgetSettings.NONE)) {
            return List.of();
        }
        long now = clock.millis();
        Usage usage = current(owner);
        List<BudgetStanding> standings = new ArrayList<>();
        for (BudgetWindow window : BudgetWindow.values()) {
            window.limit(limits)
                    .ifPresent(limit -> standings.add(
                            new BudgetStanding(owner, window.label(), window.unit(), usage.used(window, now), limit)));
        }
        return standings;
    }

    private Usage current(String owner) {
        try {
            return usage(records.read(id(owner)));
        } catch (StateUnavailableException e) {
            return latest.getOrDefault(owner, Usage.NONE);
        }
    }

    private static Usage usage(Optional<String> text) {
        return text.map(Usage::of).orElse(Usage.NONE);
    }

    private static String id(String owner) {
        return KIND + "-" + owner;
    }
}
