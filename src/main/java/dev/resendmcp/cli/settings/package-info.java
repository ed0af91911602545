/** Reads the settings and their secrets, and turns anything that prevents a start into one sentence. */
package dev.resendmcp.cli.settings;
