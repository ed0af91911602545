package dev.resendmcp.simulator.core;

import java.util.List;

/** One part of the API. */
@FunctionalInterface
public interface ApiModule {
    List<Route> routes();
}
