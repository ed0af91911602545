package dev.resendmcp.access.budget;

/**
 * What a call uses of budgets.
 *
 * @param calls number of calls
 * @param recipients number of recipients
 */
record Amounts(long calls, long recipients) {
    long of(BudgetWindow window) {
        return window == BudgetWindow.CALLS_PER_MINUTE ? calls : recipients;
    }
}
