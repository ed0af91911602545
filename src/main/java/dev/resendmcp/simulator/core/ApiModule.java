package dev.resendmcp.simulator.core;

import java.util.List;

/** A part of the API: its rows of the route table, and what is there from the start. */
public interface ApiModule {
    List<Route> routes();

    /** Adds the items a new account has. */
    default void seed(Store store) {}
}
