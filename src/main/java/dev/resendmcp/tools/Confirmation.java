package dev.resendmcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import java.net.URI;
import java.util.Optional;

/** Asks the user behind a call for approval. Belongs to one request. */
public interface Confirmation {
    /** For calls without a user to ask: never approves. */
    Confirmation UNATTENDED = new Confirmation() {
        @Override
        public boolean attended() {
            return false;
        }

        @Override
        public Optional<ToolResult> require(Question question) {
            return Optional.of(ToolResult.failed(new ToolError(
                    ErrorName.CONFIRMATION_REQUIRED,
                    "Requires user approval, which is not available here; use the tool "
                            + question.call().name() + ".")));
        }
    };

    /**
     * What the user is asked to approve.
     *
     * @param call the call exactly as it will be made
     * @param sentence what it does, for the user
     * @param token the token from an earlier preview, if the caller passed one
     * @param content what the call sends; empty if its arguments say it all
     */
    record Question(ToolCall call, String sentence, Optional<String> token, Optional<Content> content) {}

    /**
     * What a call sends that its arguments only name, such as a broadcast. An approval is bound to it.
     *
     * @param shown for the user
     * @param digest differs if anything of it differs
     */
    record Content(JsonNode shown, String digest) {}

    /**
     * A page on which a person decides.
     *
     * @param link its address
     * @param id of the request
     * @param message why the user should open it
     * @param content the result to return meanwhile
     */
    record Page(URI link, String id, String message, ObjectNode content) {}

    /** Whether there may be a user to ask. */
    default boolean attended() {
        return true;
    }

    /** Whether the client can show a form to its user. */
    default boolean canShowForm() {
        return false;
    }

    /**
     * Requires approval of exactly this call. An approval is single-use.
     *
     * @return empty if approved; otherwise the result to return without making the call
     */
    Optional<ToolResult> require(Question question);

    /** The result of a call that waits for a decision on a page, which the client opens if it can. */
    default ToolResult awaitPage(Page page) {
        return ToolResult.of(page.content());
    }
}
