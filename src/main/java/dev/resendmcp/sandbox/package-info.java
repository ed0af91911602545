/**
 * A stand-in for the Resend API, for first steps, demonstrations and this project's own tests.
 * It speaks HTTP and nothing else, and knows no other package of this project: what the product gets wrong, it shows.
 */
package dev.resendmcp.sandbox;
