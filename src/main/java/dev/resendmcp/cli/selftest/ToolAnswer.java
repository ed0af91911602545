package dev.resendmcp.cli.selftest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a tool answered.
 *
 * @param content structured content of the result
 * @param error whether it is an error
 */
record ToolAnswer(JsonNode content, boolean error) {
    /** Whether the API key may not do this: it is for sending only. */
    boolean restricted() {
        return error && "restricted_api_key".equals(errorName());
    }

    /** Whether the call waits for the approval of a person. */
    boolean needsApproval() {
        return content.has("confirmation_required") || content.has("approval_required");
    }

    /** Name and message of the error. */
    String describe() {
        return errorName() + ": " + content.path("error").path("message").asText();
    }

    private String errorName() {
        return content.path("error").path("name").asText();
    }

    String text(String field) {
        return content.path(field).asText();
    }
}
