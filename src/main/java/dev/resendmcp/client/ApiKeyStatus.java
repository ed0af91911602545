package dev.resendmcp.client;

import dev.resendmcp.error.ResendErrorName;
import java.util.Optional;

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
    public ApiKeyStatus after(int status, String errorName) {
        Optional<ResendErrorName> name = ResendErrorName.find(errorName);
        return name.isEmpty()
                ? this
                : switch (name.get()) {
                    // The same name means "for sending only" with 401 and "not active" with 403.
                    case RESTRICTED_API_KEY -> status == 401 ? SENDING_ONLY : REFUSED;
                    // What Resend answers to unknown and expired keys; wrong arguments have another status.
                    case VALIDATION_ERROR -> status == 401 ? REFUSED : this;
                    case MISSING_API_KEY, INVALID_API_KEY, SUSPENDED_API_KEY -> REFUSED;
                    default -> this;
                };
    }

    /** The verdict after a success. */
    public ApiKeyStatus afterSuccess() {
        return this == SENDING_ONLY ? this : ACCEPTED;
    }
}
