/**
 * A simulated Resend API, for first steps, demonstrations and this project's own tests. It speaks HTTP and uses no other
 * package of this project, so that it shows what the service gets wrong.
 */
package dev.resendmcp.simulator;
