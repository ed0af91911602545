/** Findings of the commands that examine the service, and how they are printed. */
package dev.resendmcp.cli.report;
