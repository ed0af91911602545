/**
 * The commands of the jar: server, sandbox, check, health. Reads the environment, checks what must hold before a start and
 * turns whatever prevents it into one sentence.
 */
package dev.resendmcp.cli;
