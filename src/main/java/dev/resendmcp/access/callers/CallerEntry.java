package dev.resendmcp.access.callers;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import dev.resendmcp.access.budget.BudgetSettings;
import dev.resendmcp.access.policy.PolicySettings;
import dev.resendmcp.call.Caller;
import dev.resendmcp.toolsets.ToolSelection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A caller in the file of callers. Lists that are left out do not restrict; what the settings for all callers forbid stays
 * forbidden.
 *
 * @param name of the caller, as in logs; unique
 * @param tokenHash hashes of the caller's tokens; two while a token is rotated; none for callers with a JWT
 * @param expires when the tokens stop being valid; null for never
 * @param toolsets toolsets that the caller may use; null for all
 * @param tools tools that it may use in addition
 * @param excludeTools tools that it may not use
 * @param readOnly whether it may use only tools that change nothing
 * @param policy of its sends
 * @param budgets of its calls
 */
public record CallerEntry(
        String name,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<TokenHash> tokenHash,

        Expiry expires,
        List<String> toolsets,
        List<String> tools,
        List<String> excludeTools,
        Boolean readOnly,
        PolicySettings policy,
        BudgetSettings budgets) {

    /** Applies defaults, and refuses what cannot be meant. */
    public CallerEntry {
        if (name == null) {
            throw new IllegalArgumentException("needs a name");
        }
        Caller unused = Caller.named(name);
        tokenHash = List.copyOf(Objects.requireNonNullElse(tokenHash, List.of()));
        requireNames("toolsets", toolsets);
        requireNames("tools", tools);
        readOnly = Objects.requireNonNullElse(readOnly, false);
        policy = Objects.requireNonNullElse(policy, PolicySettings.NONE);
        budgets = Objects.requireNonNullElse(budgets, BudgetSettings.NONE);
        requireAtLeast("policy.max_recipients", policy.maxRecipients(), 1);
        requireAtLeast("budgets.recipients_per_hour", budgets.recipientsPerHour(), 0);
        requireAtLeast("budgets.recipients_per_day", budgets.recipientsPerDay(), 0);
        requireAtLeast("budgets.calls_per_minute", budgets.callsPerMinute(), 0);
    }

    private static void requireNames(String key, List<String> names) {
        if (names != null && names.isEmpty()) {
            throw new IllegalArgumentException(key + " is empty: name some, or leave the key out");
        }
    }

    private static void requireAtLeast(String key, Integer value, int least) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(key + " must be at least " + least);
        }
    }

    /** The tools that the entry allows. */
    public ToolSelection selection() {
        return new ToolSelection(toolsets, tools, excludeTools, readOnly);
    }

    /** Whether its tokens are still valid. */
    boolean isValid(Instant now) {
        return expires == null || !expires.isOver(now);
    }
}
