/** Callers who bring their own Resend key: who they are, and an account for each of them. */
package dev.resendmcp.accounts;
