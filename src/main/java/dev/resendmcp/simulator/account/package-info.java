/** API keys, grants, usage, logs and webhooks. */
package dev.resendmcp.simulator.account;
