/** The console: pages of the admin port on which operators approve calls, and see what the service does. */
package dev.resendmcp.console;
