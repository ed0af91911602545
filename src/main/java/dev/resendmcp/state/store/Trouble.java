package dev.resendmcp.state.store;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Why a store cannot be used, and since when. The reason holds no data and no credentials. */
public record Trouble(Instant since, String reason) {
    public static Trouble of(Instant since, Throwable failure) {
        return new Trouble(since, reason(failure));
    }

    /** The message of the operating system for disk failures; otherwise the type only, as libraries quote data and addresses. */
    static String reason(Throwable failure) {
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
