/**
 * Prompts for common tasks: texts that tell a model which tools to use, in which order, and when to ask the user.
 */
package dev.resendmcp.mcp.prompts;
