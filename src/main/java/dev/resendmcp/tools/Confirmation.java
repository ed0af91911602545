package dev.resendmcp.tools;

import java.util.Optional;

/** Asks the person behind a call for approval. Belongs to one request. */
@FunctionalInterface
public interface Confirmation {
    /** For calls with nobody to ask: never an approval. */
    Confirmation UNATTENDED = question -> Optional.of(ToolResult.failed(new ToolError(
            "confirmation_required",
            "This needs the yes of a person, who cannot be asked here: call the tool "
                    + question.call().name() + ".",
            403,
            false,
            null)));

    /**
     * What a person is to agree to.
     *
     * @param call exactly as it will be made
     * @param sentence what it does, for a person
     * @param token the token of an earlier preview, if the caller gave one
     */
    record Question(ToolCall call, String sentence, Optional<String> token) {}

    /**
     * Requires a person's yes to this very call. A yes counts once.
     *
     * @return empty when it is there; otherwise what the call answers, and then nothing may be done
     */
    Optional<ToolResult> require(Question question);
}
