/**
 * The commands of the jar: server, stdio, sandbox, check, tools, health. Reads the settings and turns anything that prevents a start
 * into one sentence.
 */
package dev.resendmcp.cli;
