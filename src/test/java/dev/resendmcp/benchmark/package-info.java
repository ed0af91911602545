/** Benchmarks: programs that print figures and fail on nothing, since machines differ. No test runs them. */
package dev.resendmcp.benchmark;
