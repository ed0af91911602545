package dev.resendmcp.access.budget;

/**
 * How much of a budget is used now.
 *
 * @param owner the caller, or {@code _ALL} for all callers together
 * @param window in metrics
 * @param unit what is counted, such as {@code recipients in an hour}
 * @param used in the window that ends now
 * @param limit most that may be used
 */
public record BudgetStanding(String owner, String window, String unit, long used, long limit) {
    /** Whether it is the budget of all callers together. */
    public boolean isOfAll() {
        return owner.equals(BudgetTools.ALL);
    }
}
