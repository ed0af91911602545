package dev.resendmcp.state.store;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Descriptions of failures that contain no data. */
public final class FailureReason {
    private FailureReason() {}

    /** The message of the operating system for disk failures; otherwise the type only, as libraries quote data and addresses. */
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
