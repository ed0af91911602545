/** Sends exactly once: idempotency keys, the journal of calls, and one answer for identical calls. Knows tools and state. */
package dev.resendmcp.once;
