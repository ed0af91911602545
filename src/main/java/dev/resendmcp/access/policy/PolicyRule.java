package dev.resendmcp.access.policy;

/** The rules of a send policy, under the names of their variables. */
public enum PolicyRule {
    ALLOWED_RECIPIENTS,
    DENIED_RECIPIENTS,
    ALLOWED_FROM,
    NO_BCC,
    MAX_RECIPIENTS,
    ATTACHMENT_TYPES,
    MAX_ATTACHMENT_SIZE,
    TOPIC_REQUIRED,
    SENDING_HOURS
}
