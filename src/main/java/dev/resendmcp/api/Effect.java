package dev.resendmcp.api;

/** What a call of a tool does to the account at Resend. Every tool reaches out to Resend, so all are "open world". */
public enum Effect {
    /** Reads only. */
    READ(true, false, true),
    /** Adds something; a repeat adds another. */
    CREATE(false, false, false),
    /** Sends mail, which cannot be undone; a repeat sends again unless it carries the same idempotency key. */
    SEND(false, false, false),
    /** Changes something; a repeat leaves the same state. */
    UPDATE(false, false, true),
    /** Removes, revokes, cancels or stops something; a repeat leaves the same state. */
    REMOVE(false, true, true),
    /** Puts something new, such as a secret, in the place of the old, which is gone; a repeat does so again. */
    ROTATE(false, true, false);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;

    Effect(boolean readOnly, boolean destructive, boolean idempotent) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
    }

    /** MCP's {@code readOnlyHint}: nothing is changed. */
    public boolean readOnly() {
        return readOnly;
    }

    /** MCP's {@code destructiveHint}: something that was there is gone or stopped afterwards. */
    public boolean destructive() {
        return destructive;
    }

    /** MCP's {@code idempotentHint}: a repeat with the same arguments changes nothing more. */
    public boolean idempotent() {
        return idempotent;
    }
}
