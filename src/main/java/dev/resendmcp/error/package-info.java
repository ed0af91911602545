/** Names of errors, ours and Resend's. */
package dev.resendmcp.error;
