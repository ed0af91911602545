/** Bounds the memory that Resend's responses take while their calls run. */
package dev.resendmcp.client.memory;
