package dev.resendmcp.sandbox;

/** What an endpoint does. */
@FunctionalInterface
interface Action {
    /** Runs alone: no other action runs meanwhile. May throw {@link ApiException}, having changed nothing. */
    Answer run(Call call);
}
