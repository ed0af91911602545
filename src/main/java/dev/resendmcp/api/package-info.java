/**
 * The catalogue: each module of the Resend API as one annotated interface, its request bodies as records inside.
 * A method is at once a tool, its input schema and the request it sends. Knows nothing else of this project.
 */
package dev.resendmcp.api;
