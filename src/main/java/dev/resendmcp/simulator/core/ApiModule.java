package dev.resendmcp.simulator.core;

import java.time.Instant;
import java.util.List;

/** One part of the API. Its methods are called with the store locked. */
@FunctionalInterface
public interface ApiModule {
    /** The endpoints of this part. */
    List<Route> routes();

    /** Acts on what happened in the account; may cause more. */
    default void occurred(Store store, Occurrence occurrence, Instant now) {}

    /** Takes note of a request that was carried out or refused. */
    default void answered(Store store, RecordedRequest request, ApiResponse answer, Instant now) {}
}
