package dev.resendmcp.client;

/** What Resend's answers have shown of the API key. */
public enum ApiKeyStatus {
    /** No answer has shown anything yet. */
    UNKNOWN,
    /** The key is accepted. */
    ACCEPTED,
    /** The key is accepted for sending only. */
    SENDING_ONLY,
    /** The key is missing, unknown, inactive or suspended. */
    REFUSED;

    /** What an operator has to do about a refused key. */
    public static final String REFUSED_ADVICE =
            "Resend refuses the key: set RESEND_API_KEY to an active one and restart, or reload if it comes from a file";

    /** The verdict after an error answer. */
    ApiKeyStatus after(int status, String errorName) {
        return switch (errorName) {
            // The same name means "for sending only" with 401 and "not active" with 403.
            case "restricted_api_key" -> status == 401 ? SENDING_ONLY : REFUSED;
            case "missing_api_key", "invalid_api_key", "suspended_api_key" -> REFUSED;
            default -> this;
        };
    }

    /** The verdict after a success. */
    ApiKeyStatus afterSuccess() {
        return this == SENDING_ONLY ? this : ACCEPTED;
    }
}
