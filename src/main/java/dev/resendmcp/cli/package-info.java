/**
 * The commands of the jar: server, sandbox, stdio, check, tools, health. Reads the settings, checks what must hold before a
 * start and turns whatever prevents it into one sentence.
 */
package dev.resendmcp.cli;
