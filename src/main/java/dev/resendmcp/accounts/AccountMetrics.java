package dev.resendmcp.accounts;

import dev.resendmcp.client.AccountClient;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.retry.CircuitState;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import java.util.Locale;
import java.util.function.Function;

/** The series of callers' accounts. They count accounts by condition, so their number does not grow with that of callers. */
public final class AccountMetrics {
    private final Metrics metrics;
    private final Count checks;
    private final Count closings;
    private final Count turnedAway;

    /** Registers what is counted. */
    public AccountMetrics(Metrics metrics) {
        this.metrics = metrics;
        checks = metrics.counter(
                "resend_key_checks_total",
                "Keys of callers that Resend was asked about, by its answer.",
                Label.oneOf("result", Result.class));
        closings = metrics.counter(
                "resend_accounts_closed_total",
                "Accounts of callers that were closed, to make room for others or because Resend refused the key.",
                Label.oneOf("reason", Closing.class));
        turnedAway = metrics.counter(
                "resend_accounts_turned_away_total", "Requests that were refused because all accounts were in use.");
    }

    /** What a check has shown. */
    enum Result {
        ACCEPTED,
        SENDING_ONLY,
        REFUSED,
        /** Resend gave no answer about the key. */
        NO_ANSWER;

        static Result of(ApiKeyStatus status) {
            return switch (status) {
                case ACCEPTED -> ACCEPTED;
                case SENDING_ONLY -> SENDING_ONLY;
                case REFUSED -> REFUSED;
                case UNKNOWN -> NO_ANSWER;
            };
        }
    }

    /** Why an account was closed. */
    enum Closing {
        IDLE,
        REFUSED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void checked(Result result) {
        checks.add(result.name().toLowerCase(Locale.ROOT));
    }

    void closed(Closing reason) {
        closings.add(reason.label());
    }

    void turnedAway() {
        turnedAway.add();
    }

    /**
     * Reports the open accounts.
     *
     * @param most how many there may be
     */
    public void read(Accounts accounts, int most) {
        metrics.gauge("resend_accounts_max", "Accounts of callers that may be open.", () -> most);
        metrics.gauge(
                "resend_accounts",
                "Open accounts of callers, by what Resend has shown of their key.",
                Label.oneOf("key", ApiKeyStatus.class),
                status -> count(
                        accounts, status, client -> client.client().state().key()));
        metrics.gauge(
                "resend_accounts_circuit",
                "Open accounts of callers, by the position of their circuit breaker.",
                Label.oneOf("position", CircuitState.Position.class),
                position -> count(
                        accounts, position, client -> client.client().circuit().position()));
        metrics.gauge(
                "resend_accounts_waiting_calls",
                "Calls that wait for the rate limit of their account, in all accounts together.",
                () -> accounts.all().values().stream()
                        .mapToLong(client -> client.limiter().queueDepth())
                        .sum());
    }

    private static long count(Accounts accounts, String label, Function<AccountClient, Enum<?>> condition) {
        return accounts.all().values().stream()
                .filter(client ->
                        condition.apply(client).name().toLowerCase(Locale.ROOT).equals(label))
                .count();
    }
}
