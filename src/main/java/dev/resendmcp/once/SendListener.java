package dev.resendmcp.once;

/** Hears of calls that must take effect once. Implementations are fast and throw nothing. */
public interface SendListener {
    /** Where the answer to a repeated call came from. */
    enum Source {
        /** The journal had it. */
        JOURNAL,
        /** The same call was in progress in this process. */
        CONCURRENT_CALL,
        /** Resend got the same key again. */
        RESEND
    }

    /** A call has ended. */
    void ended(SendOutcome outcome);

    /** A repeated call was answered. */
    void deduplicated(Source source);

    /** The journal could not be written. */
    void journalFailed();
}
