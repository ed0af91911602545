package dev.resendmcp.access.budget;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Budgets: the section {@code budgets} of the configuration, for all callers together, and {@code budgets} in the entry of a
 * caller. Names are read in snake case too. Null is no limit; 0 forbids.
 *
 * @param recipientsPerHour most recipients in any 60 minutes
 * @param recipientsPerDay most recipients in any 24 hours
 * @param callsPerMinute most calls of tools in any 60 seconds
 */
public record BudgetSettings(
        @JsonAlias("recipients_per_hour") @Min(0) Integer recipientsPerHour,
        @JsonAlias("recipients_per_day") @Min(0) Integer recipientsPerDay,
        @JsonAlias("calls_per_minute") @Min(0) Integer callsPerMinute) {

    /** No budgets. */
    public static final BudgetSettings NONE = new BudgetSettings(null, null, null);

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("recipientsPerHour", recipientsPerHour);
        facts.put("recipientsPerDay", recipientsPerDay);
        facts.put("callsPerMinute", callsPerMinute);
        return facts;
    }
}
