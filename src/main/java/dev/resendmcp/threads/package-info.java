/** Threads that must keep running: they are started, watched, counted when they fail, and restarted here. */
package dev.resendmcp.threads;
