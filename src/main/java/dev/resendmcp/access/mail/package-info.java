/** What a call would send, read from its arguments: addresses by the grammar of mail, recipients, senders, attachments, time. */
package dev.resendmcp.access.mail;
