/**
 * The catalogue: each module of the Resend API as one annotated interface, with its request bodies as records inside. A method is at once
 * a tool, its input schema and the request it sends.
 */
package dev.resendmcp.api;
