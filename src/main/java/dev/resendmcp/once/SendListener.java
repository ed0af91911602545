package dev.resendmcp.once;

/** Receives events of calls that must take effect once. Implementations are fast and never throw. */
public interface SendListener {
    /** Source of the answer to a repeat. */
    enum Source {
        /** The journal. */
        JOURNAL,
        /** An identical call in progress in this process. */
        CONCURRENT_CALL,
        /** Resend, which received the same key again. */
        RESEND
    }

    /** A call has ended. */
    void ended(SendOutcome outcome);

    /** A repeat was answered. */
    void deduplicated(Source source);

    /** Writing the journal failed. */
    void journalFailed();
}
