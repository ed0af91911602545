package dev.resendmcp.simulator.core;

/** Carries out the requests to one endpoint. */
@FunctionalInterface
public interface Handler {
    /** Runs while no other handler runs. If it throws an {@link ApiException}, it has changed nothing. */
    ApiResponse handle(ApiRequest request);
}
