package dev.resendmcp.tools;

import dev.resendmcp.error.ErrorName;
import java.util.Optional;

/** Asks the user behind a call for approval. Belongs to one request. */
@FunctionalInterface
public interface Confirmation {
    /** For calls without a user to ask: never approves. */
    Confirmation UNATTENDED = question -> Optional.of(ToolResult.failed(new ToolError(
            ErrorName.CONFIRMATION_REQUIRED,
            "Requires user approval, which is not available here; use the tool "
                    + question.call().name() + ".")));

    /**
     * What the user is asked to approve.
     *
     * @param call the call exactly as it will be made
     * @param sentence what it does, for the user
     * @param token the token from an earlier preview, if the caller passed one
     */
    record Question(ToolCall call, String sentence, Optional<String> token) {}

    /**
     * Requires approval of exactly this call. An approval is single-use.
     *
     * @return empty if approved; otherwise the result to return without making the call
     */
    Optional<ToolResult> require(Question question);
}
