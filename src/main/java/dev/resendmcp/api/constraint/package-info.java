/** Constraints on arguments, each with the sentence a caller gets. */
package dev.resendmcp.api.constraint;
