/** Calls that need a person: which ones, the requests that wait for a decision, and carrying an approved call out once. */
package dev.resendmcp.access.approval;
