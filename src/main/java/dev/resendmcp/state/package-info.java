/**
 * What outlives a request: state that clients keep for this service under seal, and the memory of what was used already.
 * Knows nothing else of this project.
 */
package dev.resendmcp.state;
