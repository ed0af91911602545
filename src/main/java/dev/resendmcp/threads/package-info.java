/**
 * Threads that must live: they are started here, watched, counted when something ends them, and started again. Knows nothing
 * else of this project.
 */
package dev.resendmcp.threads;
