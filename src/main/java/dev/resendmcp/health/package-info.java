/**
 * What the service says of its own condition. Checks read what calls have shown and ask Resend only when none have.
 * Knows the client and, for the one question it asks, the catalogue.
 */
package dev.resendmcp.health;
