/** HTTP exchanges with Resend over Apache HttpClient: connections, deadlines and response limits. */
package dev.resendmcp.client.http;
