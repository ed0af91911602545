package dev.resendmcp.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The errors that Resend's API reports. Names on the wire are those of the constants, in lower case. */
public enum ResendErrorName {
    INVALID_IDEMPOTENCY_KEY,
    VALIDATION_ERROR,
    MISSING_API_KEY,
    RESTRICTED_API_KEY,
    INVALID_API_KEY,
    SUSPENDED_API_KEY,
    INVALID_PERMISSION,
    EMAIL_ABOVE_QUOTA,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    INVALID_IDEMPOTENT_REQUEST,
    CONCURRENT_IDEMPOTENT_REQUESTS,
    RESOURCE_LOCKED,
    INVALID_ATTACHMENT,
    INVALID_PARAMETER,
    INVALID_FROM_ADDRESS,
    INVALID_ACCESS,
    INVALID_REGION,
    MISSING_REQUIRED_FIELD,
    MISSING_REQUIRED_PARAMETER,
    RATE_LIMIT_EXCEEDED,
    DAILY_QUOTA_EXCEEDED,
    MONTHLY_QUOTA_EXCEEDED,
    SECURITY_ERROR,
    APPLICATION_ERROR,
    INTERNAL_SERVER_ERROR,
    SERVICE_UNAVAILABLE,
    GATEWAY_TIMEOUT;

    /** The error with this name on the wire; empty if Resend does not document it. */
    public static Optional<ResendErrorName> find(String wireName) {
        return Arrays.stream(values()).filter(name -> name.is(wireName)).findFirst();
    }

    /** All names on the wire. */
    public static Set<String> wireNames() {
        return Arrays.stream(values()).map(ResendErrorName::wireName).collect(Collectors.toUnmodifiableSet());
    }

    /** Name in Resend's responses. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a response has this name. */
    public boolean is(String wireName) {
        return wireName().equals(wireName);
    }
}
