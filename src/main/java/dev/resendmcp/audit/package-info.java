/** The audit log: who called what and with which result, in files whose lines are chained by keyed digests. */
package dev.resendmcp.audit;
