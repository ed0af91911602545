package dev.resendmcp.state.store;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What may be said of a failure. */
public final class FailureReason {
    private FailureReason() {}

    /** The words of the operating system if it was the disk, else the kind only: libraries repeat data and addresses. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            boolean wrapper = cause instanceof ExecutionException || cause instanceof CompletionException;
            if (!wrapper && !(cause.getCause() instanceof IOException)) {
                break;
            }
            cause = cause.getCause();
        }
        String kind = cause.getClass().getSimpleName();
        return cause instanceof IOException ? kind + ": " + cause.getMessage() : kind;
    }
}
