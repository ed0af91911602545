/** Who may use the admin port, and what it offers. */
package dev.resendmcp.http.admin;
