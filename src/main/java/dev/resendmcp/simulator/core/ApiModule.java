package dev.resendmcp.simulator.core;

import java.util.List;

/** One part of the API: its routes and the items that a new account has. */
public interface ApiModule {
    List<Route> routes();

    /** Adds the items of a new account. */
    default void seed(Store store) {}
}
