/**
 * Hostile callers against the service as a process of its own, over raw sockets. What another caller and a probe notice meanwhile
 * is printed as figures; machines differ, so tests assert only what holds on all of them.
 */
package dev.resendmcp.attack;
