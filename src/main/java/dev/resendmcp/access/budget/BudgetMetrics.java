package dev.resendmcp.access.budget;

import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The series of budgets. */
public final class BudgetMetrics {
    private static final int MOST_OWNERS = 100;
    private static final String[] LABELS = {"caller", "window"};

    private final Metrics metrics;
    private final Count refusals;
    private final Map<String, BudgetSettings> owners = new ConcurrentHashMap<>();

    /** Registers the refusals. */
    public BudgetMetrics(Metrics metrics) {
        this.metrics = metrics;
        refusals = metrics.counter(
                "resend_budget_refusals_total",
                "Calls that were refused because a budget is used up, by window.",
                Label.oneOf("window", BudgetWindow.class));
    }

    void refused(BudgetWindow window) {
        refusals.add(window.label());
    }

    /** Reports the budgets of an account. */
    void report(BudgetAccount account) {
        metrics.gauges(
                "resend_budget_limit",
                "Budgets by caller and window; _ALL is the budget of all callers together.",
                LABELS,
                () -> series((owner, window) -> window.limit(owners.get(owner))));
        metrics.gauges(
                "resend_budget_used",
                "How much of a budget is used, as of the caller's last call.",
                LABELS,
                () -> series((owner, window) -> window.limit(owners.get(owner)).isPresent()
                        ? account.used(owner, window)
                        : OptionalLong.empty()));
    }

    /** Notes the budgets that an owner has now; of more than a hundred, some are not reported. */
    void has(String owner, BudgetSettings budgets) {
        if (!budgets.equals(BudgetSettings.NONE) && (owners.containsKey(owner) || owners.size() < MOST_OWNERS)) {
            owners.put(owner, budgets);
        }
    }

    /** Owners and their budgets: first that of all callers together. */
    Map<String, BudgetSettings> owners() {
        return new TreeMap<>(owners);
    }

    private interface Reading {
        OptionalLong of(String owner, BudgetWindow window);
    }

    private Map<List<String>, Long> series(Reading reading) {
        Map<List<String>, Long> values = new LinkedHashMap<>();
        for (String owner : owners.keySet()) {
            for (BudgetWindow window : BudgetWindow.values()) {
                reading.of(owner, window).ifPresent(value -> values.put(List.of(owner, window.label()), value));
            }
        }
        return values;
    }
}
