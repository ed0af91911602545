/** Completes and checks calls that send: default senders, attachments, times, delays, event types and batches with bad emails. */
package dev.resendmcp.sending;
