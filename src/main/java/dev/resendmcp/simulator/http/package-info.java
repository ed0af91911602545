/** The port of the simulator: reads requests, applies the rate limit, records and answers them. */
package dev.resendmcp.simulator.http;
