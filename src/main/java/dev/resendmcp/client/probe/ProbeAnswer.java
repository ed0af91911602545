package dev.resendmcp.client.probe;

import dev.resendmcp.client.limit.AccountLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer of Resend.
 *
 * @param status HTTP status
 * @param error name in the body of an error; empty when there is none
 * @param took from the request to the end of the answer
 * @param received when it was complete, by the clock of this machine
 * @param date when Resend sent it, by Resend's clock
 * @param limits what it says about the account
 */
public record ProbeAnswer(
        int status,
        Optional<String> error,
        Duration took,
        Instant received,
        Optional<Instant> date,
        AccountLimits limits) {}
