/** The command {@code selftest}: uses the critical tools of a running service and says what it did. */
package dev.resendmcp.cli.selftest;
