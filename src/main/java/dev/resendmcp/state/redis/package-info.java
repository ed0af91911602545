/** The journal, used tokens and rate-limit permits that replicas share through Redis. */
package dev.resendmcp.state.redis;
