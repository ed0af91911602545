package dev.resendmcp.simulator.core;

/** What an endpoint does. */
@FunctionalInterface
public interface Handler {
    /** Runs alone: no other handler runs meanwhile. May throw {@link ApiException}, having changed nothing. */
    ApiResponse handle(ApiRequest request);
}
