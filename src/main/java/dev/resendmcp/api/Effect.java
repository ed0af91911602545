package dev.resendmcp.api;

/** What a tool call does to the Resend account. Every tool reaches out to Resend, so all are "open world". */
public enum Effect {
    /** Reads only. */
    READ(Change.NONE, true),
    /** Adds something; a repeat adds another. */
    CREATE(Change.ADDS, false),
    /** Adds something unless it is there already; a repeat leaves the same state. */
    ADD(Change.ADDS, true),
    /** Adds something, and overwrites what is there already if the caller asks for it. */
    MERGE(Change.OVERWRITES, false),
    /** Sends mail, which cannot be undone; a repeat sends again unless it carries the same idempotency key. */
    SEND(Change.ADDS, false),
    /** Overwrites something; a repeat leaves the same state. */
    UPDATE(Change.OVERWRITES, true),
    /** Removes, revokes, cancels or stops something; a repeat leaves the same state. */
    REMOVE(Change.REMOVES, true),
    /** Replaces something, such as a secret, and so invalidates the old one; a repeat does so again. */
    ROTATE(Change.REMOVES, false);

    private final Change change;
    private final boolean idempotent;

    Effect(Change change, boolean idempotent) {
        this.change = change;
        this.idempotent = idempotent;
    }

    /** MCP's {@code readOnlyHint}: nothing is changed. */
    public boolean readOnly() {
        return change == Change.NONE;
    }

    /** MCP's {@code destructiveHint}: more than an addition, so something that was there is overwritten or removed. */
    public boolean destructive() {
        return change == Change.OVERWRITES || removes();
    }

    /** Something that was there is gone or stopped afterwards. */
    public boolean removes() {
        return change == Change.REMOVES;
    }

    /** MCP's {@code idempotentHint}: a repeat with the same arguments changes nothing more. */
    public boolean idempotent() {
        return idempotent;
    }

    private enum Change {
        NONE,
        ADDS,
        OVERWRITES,
        REMOVES
    }
}
