/**
 * What the service tells the service manager that started it: that it is ready, reloading or stopping, how it is, and that it
 * still works. Knows nothing else of this project.
 */
package dev.resendmcp.systemd;
