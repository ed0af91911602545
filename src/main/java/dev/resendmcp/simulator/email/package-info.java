/** Sent and received emails, templates, attachments and email metrics. */
package dev.resendmcp.simulator.email;
