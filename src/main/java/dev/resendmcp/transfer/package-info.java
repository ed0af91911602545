/** Files that reach a tool by name or handle, so that their content does not pass through a model. */
package dev.resendmcp.transfer;
