/** The send policy: rules on recipients, senders, attachments and times that a call must pass before anything is sent. */
package dev.resendmcp.access.policy;
