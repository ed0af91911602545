/**
 * Health checks of the service. They read what calls have shown and ask Resend only if there were none.
 */
package dev.resendmcp.health;
