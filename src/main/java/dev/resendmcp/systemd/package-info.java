/** Reports to systemd: ready, reloading or stopping, a status line, and the watchdog. */
package dev.resendmcp.systemd;
