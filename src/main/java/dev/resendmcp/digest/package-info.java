/** SHA-256 digests. */
package dev.resendmcp.digest;
