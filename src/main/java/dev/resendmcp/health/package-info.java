/** Health checks of the service. They use the results of recent calls and query Resend only if there were none. */
package dev.resendmcp.health;
