package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.failure.RootCause;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.probe.ProbeAnswer;
import dev.resendmcp.client.probe.ResendProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Judges one answer of Resend: how long it took, the key, the limits of the account, and the clock. */
final class AnswerChecks {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Bounds bounds;
    private final OptionalInt configuredRate;

    /** @param configuredRate the setting {@code RATE_LIMIT}, if it is given */
    AnswerChecks(Bounds bounds, OptionalInt configuredRate) {
        this.bounds = bounds;
        this.configuredRate = configuredRate;
    }

    List<Finding> of(ResendProbe probe) {
        try {
            return of(probe.ask());
        } catch (IOException e) {
            return List.of(Finding.failed(
                    "resend",
                    "No answer to a request (" + RootCause.of(e).describe()
                            + "): see whether Resend has an outage (resend-status.com), or something on the way holds"
                            + " requests back."));
        }
    }

    List<Finding> of(ProbeAnswer answer) {
        List<Finding> findings = new ArrayList<>();
        findings.add(speed(answer));
        findings.add(key(answer));
        findings.add(rate(answer.limits()));
        findings.add(quota(answer.limits()));
        findings.add(clock(answer));
        return findings;
    }

    private Finding speed(ProbeAnswer answer) {
        String time = "Resend answers in " + answer.took().toMillis() + " ms";
        if (answer.status() >= SERVER_ERROR) {
            return Finding.failed(
                    "resend",
                    "Resend answers with HTTP status " + answer.status()
                            + ": see whether it has an outage (resend-status.com).");
        }
        return answer.took().compareTo(bounds.slow()) >= 0
                ? Finding.warning("resend", time + ", which is slow: see whether the network or Resend is overloaded.")
                : Finding.ok("resend", time + ".");
    }

    private static Finding key(ProbeAnswer answer) {
        String check = "api-key";
        ApiKeyStatus status = answer.status() < 300
                ? ApiKeyStatus.UNKNOWN.afterSuccess()
                : ApiKeyStatus.UNKNOWN.after(answer.status(), answer.error().orElse(""));
        return switch (status) {
            case ACCEPTED -> Finding.ok(check, "Resend accepts the key, with full access.");
            case SENDING_ONLY ->
                Finding.ok(
                        check, "Resend accepts the key for sending only: tools that read or manage will be refused.");
            case REFUSED ->
                Finding.failed(
                        check,
                        ApiKeyStatus.REFUSED_ADVICE + " (" + answer.error().orElse("no reason") + ").");
            case UNKNOWN -> unclear(check, answer);
        };
    }

    private static Finding unclear(String check, ProbeAnswer answer) {
        String reason = answer.error().orElse("HTTP status " + answer.status());
        return answer.status() == TOO_MANY_REQUESTS
                ? Finding.warning(
                        check, "Not known, because the account is at a limit (" + reason + "): try again later.")
                : Finding.warning(check, "Not known, because Resend answers with " + reason + ": try again later.");
    }

    private Finding rate(AccountLimits limits) {
        String check = "rate-limit";
        if (limits.limit().isEmpty()) {
            return Finding.warning(
                    check, "The answer has no header ratelimit-limit: the service then assumes 2 requests per second.");
        }
        long allowed = limits.limit().getAsLong();
        if (configuredRate.isPresent() && configuredRate.getAsInt() > allowed) {
            return Finding.warning(
                    check,
                    "RATE_LIMIT is " + configuredRate.getAsInt() + ", but Resend allows " + allowed
                            + " requests per second: lower it, or remove it.");
        }
        return Finding.ok(
                check,
                "Resend allows " + allowed + " requests per second"
                        + (configuredRate.isPresent()
                                ? ", of which RATE_LIMIT uses " + configuredRate.getAsInt() + "."
                                : "."));
    }

    private static Finding quota(AccountLimits limits) {
        List<String> used = new ArrayList<>();
        limits.dailyUsed().ifPresent(count -> used.add(count + " today"));
        limits.monthlyUsed().ifPresent(count -> used.add(count + " this month"));
        return used.isEmpty()
                ? Finding.skipped("quota", "Resend does not say how many emails were sent.")
                : Finding.ok("quota", "Emails sent: " + String.join(", ", used) + ".");
    }

    private Finding clock(ProbeAnswer answer) {
        String check = "clock";
        if (answer.date().isEmpty()) {
            return Finding.skipped(check, "The answer has no header Date.");
        }
        Duration off = Duration.between(answer.date().get(), answer.received());
        // The header has whole seconds, and the answer took its time.
        Duration doubt = answer.took().plusSeconds(1);
        if (off.abs().compareTo(bounds.clock().plus(doubt)) < 0) {
            return Finding.ok(check, "The clock of this machine agrees with Resend's.");
        }
        String message = "The clock of this machine is " + off.abs().toSeconds() + " s "
                + (off.isNegative() ? "behind" : "ahead of")
                + " Resend's: correct it, for example with timedatectl set-ntp true.";
        return off.abs().compareTo(bounds.clock().multipliedBy(10)) < 0
                ? Finding.warning(check, message)
                : Finding.failed(check, message);
    }
}
