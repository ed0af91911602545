/** Budgets: how many recipients and calls there may be in a window of time, per caller and overall. */
package dev.resendmcp.access.budget;
