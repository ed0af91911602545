/** Encrypted state that clients hold between two requests. */
package dev.resendmcp.state.seal;
