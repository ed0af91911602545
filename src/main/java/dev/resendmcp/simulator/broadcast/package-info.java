/** Broadcasts and their results. */
package dev.resendmcp.simulator.broadcast;
