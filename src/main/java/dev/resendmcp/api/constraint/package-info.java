/** Constraints on arguments: each an annotation with its pattern and the sentence a caller gets. */
package dev.resendmcp.api.constraint;
