package dev.resendmcp.simulator.core;

import java.time.Instant;

/** Decides who may call an endpoint. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Lets a request through.
     *
     * @param openToSendingKeys whether a key that may only send is enough
     * @throws ApiException if there is no such key, or it may not do this
     */
    void authorize(Store store, String token, boolean openToSendingKeys, Instant now);
}
