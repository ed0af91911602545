package dev.resendmcp.call;

import java.time.Duration;
import java.time.Instant;

/**
 * A tool call that has ended, without its content.
 *
 * @param ended when
 * @param caller who called
 * @param tool name of the tool, {@code unknown} if there is none
 * @param outcome {@code ok}, {@code awaits_user}, or the name of the error
 * @param took whole time
 * @param waited time in the queue for Resend
 * @param ids what Resend calls what was sent, separated by commas; may be empty
 */
public record FinishedCall(
        Instant ended, String caller, String tool, String outcome, Duration took, Duration waited, String ids) {}
