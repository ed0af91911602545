package dev.resendmcp.access.budget;

import dev.resendmcp.access.mail.LookupFailedException;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.call.Caller;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.state.store.Records;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Refuses calls that a budget has no room for. A call is counted before it is made; its recipients are given back if they
 * certainly got no mail because of it.
 */
public final class BudgetTools extends ForwardingTools {
    /** Owner of the budgets of all callers together; no caller has this name. */
    static final String ALL = "_ALL";

    private static final int MOST_STANDINGS = 100;

    private final MailReader reader;
    private final BudgetSettings forAll;
    private final Function<Caller, BudgetSettings> ofCaller;
    private final Predicate<ToolCall> isKnown;
    private final BudgetAccount account;
    private final BudgetMetrics metrics;
    private final Clock clock;

    /**
     * Where budgets are kept.
     *
     * @param records keep what is used
     * @param share the part of a limit that this instance may use now
     */
    public record Ledger(Records records, LongUnaryOperator share, Clock clock) {}

    /**
     * Wraps tools.
     *
     * @param reader reads how many recipients a call has
     * @param forAll holds for all callers together
     * @param ofCaller holds for one caller in addition
     * @param isKnown whether a call repeats another and is answered without being made
     */
    public BudgetTools(
            Tools inner,
            MailReader reader,
            BudgetSettings forAll,
            Function<Caller, BudgetSettings> ofCaller,
            Predicate<ToolCall> isKnown,
            Ledger ledger,
            BudgetMetrics metrics) {
        super(inner);
        this.reader = reader;
        // The same object is quicker to recognize.
        this.forAll = forAll.equals(BudgetSettings.NONE) ? BudgetSettings.NONE : forAll;
        this.ofCaller = ofCaller;
        this.isKnown = isKnown;
        this.account = new BudgetAccount(ledger.records(), ledger.share(), ledger.clock());
        this.metrics = metrics;
        this.clock = ledger.clock();
        metrics.has(ALL, forAll);
        metrics.report(account);
    }

    /** Budgets that a call must fit, and whose they are. */
    private record Budget(String owner, BudgetSettings limits) {}

    @Override
    public ToolResult call(ToolCall call) {
        List<Budget> budgets = budgets(call.caller());
        if (budgets.isEmpty()) {
            return inner.call(call);
        }
        Optional<ToolError> invalid = inner.check(call);
        if (invalid.isPresent()) {
            return ToolResult.failed(invalid.get());
        }
        try {
            return counted(call, budgets, amounts(call, budgets));
        } catch (LookupFailedException e) {
            return ToolResult.failed(e.error());
        } catch (StateUnavailableException e) {
            return ToolResult.failed(unavailable());
        }
    }

    /** Whether there is room for a call now, without counting it; empty if there is. */
    public Optional<ToolError> room(ToolCall call) {
        List<Budget> budgets = budgets(call.caller());
        try {
            Amounts amounts = budgets.isEmpty() ? new Amounts(1, 0) : amounts(call, budgets);
            return budgets.stream()
                    .map(budget -> account.full(budget.owner, budget.limits, amounts)
                            .map(full -> refusal(budget, full, amounts)))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (LookupFailedException e) {
            return Optional.of(e.error());
        } catch (StateUnavailableException e) {
            return Optional.of(unavailable());
        }
    }

    /**
     * How much of each budget is used now: of all callers together, of these callers, and of others that have called.
     *
     * @param callers names; of very many, some are left out
     */
    public List<BudgetStanding> standings(Set<String> callers) {
        Map<String, BudgetSettings> owners = metrics.owners();
        callers.stream()
                .sorted()
                .limit(MOST_STANDINGS)
                .forEach(name -> owners.putIfAbsent(name, ofCaller.apply(new Caller(name))));
        List<BudgetStanding> all = new ArrayList<>();
        owners.forEach((owner, limits) -> all.addAll(account.standings(owner, limits)));
        return all;
    }

    private List<Budget> budgets(Caller caller) {
        BudgetSettings own = ofCaller.apply(caller);
        metrics.has(caller.id(), own);
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget(ALL, forAll));
        budgets.add(new Budget(caller.id(), own));
        budgets.removeIf(budget -> budget.limits.equals(BudgetSettings.NONE));
        return budgets;
    }

    private Amounts amounts(ToolCall call, List<Budget> budgets) {
        boolean counted = budgets.stream()
                .anyMatch(budget ->
                        budget.limits.recipientsPerHour() != null || budget.limits.recipientsPerDay() != null);
        Optional<Mail> mail = counted ? reader.read(call).filter(Mail::leaves) : Optional.empty();
        return new Amounts(1, mail.map(Mail::recipientCount).orElse(0));
    }

    private ToolResult counted(ToolCall call, List<Budget> budgets, Amounts amounts) {
        long now = clock.millis();
        List<Budget> taken = new ArrayList<>();
        for (Budget budget : budgets) {
            Optional<BudgetAccount.Full> full = account.take(budget.owner, budget.limits, amounts, now);
            if (full.isPresent()) {
                giveBack(taken, amounts, now);
                // The answer to an earlier call uses nothing.
                if (amounts.recipients() > 0 && isKnown.test(call)) {
                    return inner.call(call);
                }
                metrics.refused(full.get().window());
                return ToolResult.failed(refusal(budget, full.get(), amounts));
            }
            taken.add(budget);
        }
        ToolResult result = inner.call(call);
        if (amounts.recipients() > 0 && surelySentNothing(result)) {
            giveBack(taken, new Amounts(0, amounts.recipients()), now);
        }
        return result;
    }

    private void giveBack(List<Budget> taken, Amounts amounts, long when) {
        try {
            taken.forEach(budget -> account.giveBack(budget.owner, budget.limits, amounts, when));
        } catch (StateUnavailableException e) {
            // They stay counted: too few mails are better than too many.
        }
    }

    private static boolean surelySentNothing(ToolResult result) {
        if (result.error().isEmpty()) {
            return result.content().path("deduplicated").asBoolean();
        }
        ToolError error = result.error().get();
        boolean refused = error.statusCode() >= 400 && error.statusCode() < 500;
        return !error.outcomeUnknown() && (refused || error.notSent());
    }

    private static ToolError refusal(Budget budget, BudgetAccount.Full full, Amounts amounts) {
        boolean all = budget.owner.equals(ALL);
        String name = all ? full.window().name() : full.window().label();
        String message = "The budget " + name + (all ? "" : " of this caller") + " is " + full.limit() + " "
                + full.window().unit() + "; " + full.used() + " are used, and this call needs "
                + amounts.of(full.window()) + ". Nothing was sent. ";
        boolean fits = full.fitsIn().isPresent();
        Long wait = fits ? Long.valueOf(Math.max(1, (full.fitsIn().getAsLong() + 999) / 1000)) : null;
        return new ToolError(
                ErrorName.BUDGET_EXCEEDED.wireName(),
                message + (fits ? "It fits after retry_after_seconds." : "It never fits: send to fewer recipients."),
                ErrorName.BUDGET_EXCEEDED.status(),
                fits,
                wait,
                false,
                name);
    }

    private static ToolError unavailable() {
        return new ToolError(
                ErrorName.STATE_UNAVAILABLE,
                "The server could not count this call against its budgets, because its state cannot be written. Nothing"
                        + " was sent. Retry later.",
                10L,
                false);
    }
}
