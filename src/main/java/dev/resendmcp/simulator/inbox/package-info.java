/** Inboxes with their threads, emails, drafts and labels. */
package dev.resendmcp.simulator.inbox;
