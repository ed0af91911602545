/**
 * The commands of the jar: server, stdio, sandbox, check, doctor, selftest, tools, health. Reads the settings and reports any startup failure in
 * one sentence.
 */
package dev.resendmcp.cli;
